/** Where chance comes from: a number from 0 up to but not 1. Nothing secret is made of it. */
export type Random = () => number

/** The platform's chance. */
export const systemRandom: Random = () => Math.random()

/** A name that no other client has, whatever the caller's chance is like. */
export function randomName(): string {
  return Math.random().toString(36).slice(2) || randomName()
}

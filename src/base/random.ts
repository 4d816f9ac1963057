/** A source of random numbers from 0 up to but not including 1. Never used for secrets. */
export type Random = () => number

/** The platform's random numbers. */
export const systemRandom: Random = () => Math.random()

/** A name that no other client has. It does not use the caller's source, which may be fixed in a test. */
export function randomName(): string {
  return Math.random().toString(36).slice(2) || randomName()
}

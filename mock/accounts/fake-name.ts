import { firstNames, lastNames } from './names.ts'

const first = firstNames.split(' ')
const last = lastNames.split(' ')

/** A name generated from a whole number: the same number gives the same name. */
export function fakeName(seed: number): { firstName: string; lastName: string } {
  return { firstName: pick(first, seed), lastName: pick(last, Math.floor(seed / first.length)) }
}

function pick(names: readonly string[], number: number): string {
  return names[number % names.length] ?? ''
}

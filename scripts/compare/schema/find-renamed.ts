import type { Alternative, Slot } from './alternative.ts'

/**
 * Finds renamed fields: old name to new name. A field was renamed if shape and `required` are the same, the names are
 * similar, and neither side has a second candidate; otherwise one field was removed and another was added.
 */
export function findRenamed(
  before: Alternative,
  after: Alternative,
  hasSameShape: (before: Slot, after: Slot) => boolean,
): ReadonlyMap<string, string> {
  const removed = [...before.properties].filter(([name]) => !after.properties.has(name))
  const added = [...after.properties].filter(([name]) => !before.properties.has(name))
  const alike = removed.map(([name, was]) => ({
    name,
    others: added
      .filter(([other, is]) => before.required.has(name) === after.required.has(other) && hasSameShape(was, is))
      .map(([other]) => other),
  }))
  const shapes = countOf(alike.flatMap(({ others }) => others))
  const candidates = alike.map(({ name, others }) => ({
    name,
    others: others.filter((other) => haveSimilarNames(name, other, others.length === 1 && shapes.get(other) === 1)),
  }))
  const rivals = countOf(candidates.flatMap(({ others }) => others))
  return new Map(
    candidates.flatMap(({ name, others: [only, second] }): [string, string][] =>
      only === undefined || second !== undefined || rivals.get(only) !== 1 ? [] : [[name, only]],
    ),
  )
}

function countOf(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}

/** Whether two names share their words, apart from spelling; one common word is enough if no other pair has that shape. */
function haveSimilarNames(one: string, other: string, isOnlyPair: boolean): boolean {
  const [words, others] = [wordsOf(one), wordsOf(other)]
  if (words.join('') === others.join('')) return true
  const shared = words.filter((word) => others.some((candidate) => singular(candidate) === singular(word)))
  return isOnlyPair ? shared.length > 0 : shared.length === Math.min(words.length, others.length)
}

function wordsOf(name: string): string[] {
  const spaced = name.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase()
  return spaced.split(/[^a-z0-9]+/).filter((word) => word !== '')
}

function singular(word: string): string {
  return word.replace(/s$/, '')
}

import type { Alternative } from './alternative.ts'
import type { CompareBelow } from './comparison.ts'

/**
 * Finds renamed fields: old name to new name. A field was renamed if shape and `required` are the same, the names are
 * similar, and neither side has a second candidate; otherwise one field was removed and another was added.
 */
export function findRenamed(before: Alternative, after: Alternative, below: CompareBelow): ReadonlyMap<string, string> {
  const removed = [...before.properties.keys()].filter((name) => !after.properties.has(name))
  const added = [...after.properties.keys()].filter((name) => !before.properties.has(name))
  const isSimilar = (name: string, other: string): boolean =>
    before.required.has(name) === after.required.has(other) && hasSameShape(before, name, after, other, below)
  const similar = new Map(removed.map((name) => [name, added.filter((other) => isSimilar(name, other))]))
  const isOnlyPair = (name: string, other: string): boolean =>
    similar.get(name)?.length === 1 && [...similar.values()].filter((others) => others.includes(other)).length === 1
  const isCandidate = (name: string, other: string): boolean =>
    similar.get(name)?.includes(other) === true && haveSimilarNames(name, other, isOnlyPair(name, other))
  return new Map(
    removed.flatMap((name): [string, string][] => {
      const [only, second] = added.filter((other) => isCandidate(name, other))
      if (only === undefined || second !== undefined) return []
      return removed.some((rival) => rival !== name && isCandidate(rival, only)) ? [] : [[name, only]]
    }),
  )
}

function hasSameShape(
  before: Alternative,
  name: string,
  after: Alternative,
  other: string,
  below: CompareBelow,
): boolean {
  const [was, is] = [before.properties.get(name), after.properties.get(other)]
  if (was === undefined || is === undefined) return false
  return below({ before: was, after: is, path: '' }).every(({ rule }) => rule === 'schema.renamed')
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

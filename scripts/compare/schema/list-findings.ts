import type { Finding } from '../rules/change.ts'
import { type Below, type Difference, isBelow, type UnionPair } from './comparison.ts'

/** At how many places of one request or response the differences between two schemas are listed; the shortest are. */
const maxPlaces = 4

/** One place of a pair of schemas. */
interface Place {
  readonly pair: UnionPair
  readonly path: string
  readonly component: string | undefined
  readonly above: Place | undefined
  /** The places below, in the order of the differences; undefined where one is not listed. */
  readonly below: (Place | undefined)[]
}

/**
 * Lists the findings below a pair of schemas, with their whole paths. A pair that is below itself is listed once; one with
 * many places is listed at the shortest of them, and says that there are more.
 */
export function listFindings(start: Below, differencesOf: (pair: UnionPair) => readonly Difference[]): Finding[] {
  const root = placeOf(start, undefined)
  const counts = new Map<readonly Difference[], number>([[differencesOf(start.pair), 1]])
  const cut = new Set<readonly Difference[]>()
  const waiting: Place[] = [root]
  // Breadth first, so that the shortest paths come first.
  for (const place of waiting) {
    for (const difference of differencesOf(place.pair)) {
      if (!isBelow(difference)) continue
      const found = differencesOf(difference.pair)
      const count = counts.get(found) ?? 0
      const isElsewhere = found.length > 0 && !isWithin(place, difference.pair)
      const isListed = isElsewhere && count < maxPlaces
      if (isElsewhere && !isListed) cut.add(found)
      if (isListed) counts.set(found, count + 1)
      const below = isListed ? placeOf(difference, place) : undefined
      place.below.push(below)
      if (below) waiting.push(below)
    }
  }
  return print(root)

  function print(place: Place, isCutAbove = false): Finding[] {
    const differences = differencesOf(place.pair)
    const isCut = isCutAbove || cut.has(differences)
    const below = place.below.values()
    return differences.flatMap((difference): Finding[] => {
      if (isBelow(difference)) {
        const next = below.next().value
        return next === undefined ? [] : print(next, isCut)
      }
      const component = difference.component ?? place.component
      return [
        {
          ...difference,
          path: place.path + difference.path,
          ...(component !== undefined && { component }),
          ...(isCut && { hasMorePlaces: true }),
        },
      ]
    })
  }
}

function placeOf({ pair, path, component }: Below, above: Place | undefined): Place {
  return { pair, path: (above?.path ?? '') + path, component: component ?? above?.component, above, below: [] }
}

/** Whether a pair is being listed already, at this place or above it. */
function isWithin(place: Place, { before, after }: UnionPair): boolean {
  for (let at: Place | undefined = place; at; at = at.above)
    if (at.pair.before === before && at.pair.after === after) return true
  return false
}

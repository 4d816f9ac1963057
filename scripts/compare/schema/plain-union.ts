import type { Json } from '../../openapi/json.ts'
import { stronglyConnected } from '../../openapi/strongly-connected.ts'

/** A member of a union that is not a plain union itself, and the union that lists it. */
export interface Member {
  readonly schema: Json
  readonly union: Json
}

/**
 * Finds the members of unions of unions. Unions that list each other have the same members and share one list, so that each
 * is visited once. `membersOf` lists the members of a plain union, undefined for other schemas.
 */
export function createUnionReader(
  membersOf: (schema: Json) => readonly Json[] | undefined,
): (union: Json) => readonly Member[] {
  const known = new Map<Json, readonly Member[]>()
  return (union) => {
    const found = known.get(union)
    if (found) return found
    const unionsIn = (node: Json): readonly Json[] =>
      (membersOf(node) ?? []).filter((member) => membersOf(member) !== undefined && !known.has(member))
    for (const group of stronglyConnected(union, unionsIn)) {
      const own = new Set(group)
      const members = new Map<string | Json, Member>()
      const seen = new Set<Json>()
      for (const node of group) {
        for (const schema of membersOf(node) ?? []) {
          if (own.has(schema) || seen.has(schema)) continue
          seen.add(schema)
          for (const member of known.get(schema) ?? [{ schema, union: node }]) members.set(member.schema, member)
        }
      }
      for (const node of group) known.set(node, [...members.values()])
    }
    return known.get(union) ?? []
  }
}

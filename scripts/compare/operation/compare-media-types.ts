import type { Json } from '../../openapi/json.ts'
import type { Finding } from '../rules/change.ts'
import { compareSchemas } from '../schema/compare-schema.ts'
import type { Comparison } from '../schema/comparison.ts'
import { mediaTypes } from './request-model.ts'

/** The differences between two `content` objects. */
export function compareMediaTypes(
  comparison: Comparison,
  content: { readonly before: Json | undefined; readonly after: Json | undefined },
  path: string,
): Finding[] {
  const [before, after] = [mediaTypes(content.before), mediaTypes(content.after)]
  if (comparison.direction === 'response' && before.size === 0 && after.size > 0)
    return [{ rule: 'mediaType.bodyAdded', path }]
  if (comparison.direction === 'response' && before.size > 0 && after.size === 0)
    return [{ rule: 'mediaType.bodyRemoved', path }]
  const removed = [...before.keys()].filter((type) => !after.has(type))
  const added = [...after.keys()].filter((type) => !before.has(type))
  return [
    ...removed.map((type): Finding => ({ rule: 'mediaType.removed', path, before: type })),
    ...added.map((type): Finding => ({ rule: 'mediaType.added', path, after: type })),
    ...[...before].flatMap(([type, schema]) => {
      const kept = after.get(type)
      if (kept === undefined) return []
      // The media type is part of the path only if there are several.
      const place = before.size > 1 && after.size > 1 ? `${path}<${type}>` : path
      return compareSchemas(comparison, { before: schema, after: kept, path: place })
    }),
  ]
}

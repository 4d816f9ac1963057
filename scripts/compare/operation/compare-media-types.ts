import type { Json } from '../../openapi/json.ts'
import type { Finding } from '../rules/change.ts'
import type { SchemaComparison } from '../schema/compare-schema.ts'
import { encodingText, type MediaType, mediaTypes } from './request-model.ts'

/** The differences between two `content` objects. */
export function compareMediaTypes(
  schemas: SchemaComparison,
  content: { readonly before: Json | undefined; readonly after: Json | undefined },
  path: string,
): Finding[] {
  const [before, after] = [mediaTypes(content.before), mediaTypes(content.after)]
  if (schemas.direction === 'response' && before.size === 0 && after.size > 0)
    return [{ rule: 'mediaType.bodyAdded', path }]
  if (schemas.direction === 'response' && before.size > 0 && after.size === 0)
    return [{ rule: 'mediaType.bodyRemoved', path }]
  const removed = [...before.keys()].filter((type) => !after.has(type))
  const added = [...after.keys()].filter((type) => !before.has(type))
  return [
    ...removed.map((type): Finding => ({ rule: 'mediaType.removed', path, before: type })),
    ...added.map((type): Finding => ({ rule: 'mediaType.added', path, after: type })),
    ...[...before].flatMap(([type, was]) => {
      const is = after.get(type)
      if (is === undefined) return []
      // The media type is part of the path only if there are several.
      const place = before.size > 1 && after.size > 1 ? `${path}<${type}>` : path
      return [
        ...schemas.compare({ before: was.schema, after: is.schema, path: place }),
        ...compareParts(was, is, place),
      ]
    }),
  ]
}

/** The differences in how the parts of a form are written. */
function compareParts({ encoding: was }: MediaType, { encoding: is }: MediaType, path: string): Finding[] {
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])]
  return names.flatMap((name): Finding[] => {
    const [before, after] = [encodingText(was[name]), encodingText(is[name])]
    return before === after ? [] : [{ rule: 'style.changed', path: `${path}.${name}`, before, after }]
  })
}

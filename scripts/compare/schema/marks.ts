import { isObject, type Json, type JsonObject, memberOf } from '../../openapi/json.ts'
import { isBareReference } from '../../openapi/references.ts'
import type { Slot } from './alternative.ts'

/** What a schema says of the place that has it, besides the values there. */
export interface Marks extends Omit<Slot, 'schema'> {
  readonly readOnly: boolean
  readonly writeOnly: boolean
}

/** The keywords that are marks or lead to some. */
const markKeys = ['deprecated', 'default', 'readOnly', 'writeOnly', '$ref', 'allOf', 'anyOf', 'oneOf'] as const

type Flag = 'deprecated' | 'readOnly' | 'writeOnly'

const noMarks: Marks = { deprecated: false, default: undefined, readOnly: false, writeOnly: false }

/**
 * Reads marks beside a schema and behind its references, where a mark beside a reference wins. A union has a mark that all
 * its members have but null.
 */
export function createMarkReader(resolve: (target: string) => Json): (schema: Json) => Marks {
  const known = new Map<JsonObject, Marks>()
  return read

  function read(schema: Json): Marks {
    if (!isObject(schema)) return noMarks
    if (isBareReference(schema)) return read(resolve(schema.$ref))
    if (!markKeys.some((key) => key in schema)) return noMarks
    // A schema that refers only to itself has no marks.
    const found = known.get(schema)
    if (found) return found
    known.set(schema, noMarks)
    const marks = join(schema)
    known.set(schema, marks)
    return marks
  }

  function join(schema: JsonObject): Marks {
    const { $ref: target, allOf } = schema
    const parts = [
      ...(typeof target === 'string' ? [resolve(target)] : []),
      ...(Array.isArray(allOf) ? allOf : []),
    ].map(read)
    const unions = [schema['anyOf'], schema['oneOf']].flatMap((union) =>
      Array.isArray(union) ? [union.filter((member) => memberOf(member, 'type') !== 'null').map(read)] : [],
    )
    const has = (flag: Flag): boolean =>
      schema[flag] === true ||
      parts.some((part) => part[flag]) ||
      unions.some((union) => union.length > 0 && union.every((member) => member[flag]))
    const marks = {
      deprecated: has('deprecated'),
      default: memberOf(schema, 'default') ?? parts.find((part) => part.default !== undefined)?.default,
      readOnly: has('readOnly'),
      writeOnly: has('writeOnly'),
    }
    return Object.values(marks).some((mark) => mark !== false && mark !== undefined) ? marks : noMarks
  }
}

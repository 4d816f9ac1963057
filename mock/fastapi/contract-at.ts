import document from '../../openapi.json' with { type: 'json' }
import { isRecord } from '../base/json.ts'

/** The value at a path into a JSON value; `undefined` if the path does not exist. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce(
    (inner, key) => (isRecord(inner) || Array.isArray(inner) ? Reflect.get(inner, key) : undefined),
    value,
  )
}

/** The value at a path into the contract. A `$ref` there is followed. */
export function contractAt(...path: readonly string[]): unknown {
  return referredTo(at(document, ...path))
}

/** The schema itself, or the target of its `$ref`. */
export function referredTo(schema: unknown): unknown {
  const ref = at(schema, '$ref')
  if (typeof ref !== 'string') return schema
  const steps = ref.replace(/^#\//, '').split('/')
  return contractAt(...steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~')))
}

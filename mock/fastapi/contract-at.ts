import document from '../../openapi.json' with { type: 'json' }
import { isRecord } from '../base/json.ts'

/** What lies on a way into a JSON value; `undefined` where the way ends before. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce(
    (inner, key) => (isRecord(inner) || Array.isArray(inner) ? Reflect.get(inner, key) : undefined),
    value,
  )
}

/** What lies on a way into the contract; a `$ref` at its end is followed. */
export function contractAt(...path: readonly string[]): unknown {
  return referredTo(at(document, ...path))
}

/** The schema itself, or what its `$ref` leads to. */
export function referredTo(schema: unknown): unknown {
  const ref = at(schema, '$ref')
  if (typeof ref !== 'string') return schema
  const steps = ref.replace(/^#\//, '').split('/')
  return contractAt(...steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~')))
}

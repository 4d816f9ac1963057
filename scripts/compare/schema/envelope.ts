import type { Json } from '../../openapi/json.ts'
import { type Alternative, anything } from './alternative.ts'

/**
 * What a reader can rely on who does not tell the variants of an object apart: the fields of all, each as any of them has
 * it, and required where all require it. One variant is its own envelope.
 */
export function envelopeOf(variants: readonly Alternative[]): Alternative {
  const [only, ...others] = variants
  if (only !== undefined && others.length === 0) return only
  const names = [...new Set(variants.flatMap(({ properties }) => [...properties.keys()]))]
  const properties = names.map((name): [string, Json] => [
    name,
    { anyOf: variants.flatMap((variant) => variant.properties.get(name) ?? []) },
  ])
  const required = names.filter((name) => variants.every((variant) => variant.required.has(name)))
  return { ...anything, type: 'object', properties: new Map(properties), required: new Set(required) }
}

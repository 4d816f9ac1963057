import type { Json, JsonObject } from '../../../scripts/openapi/json.ts'

const refTo = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` })
const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

/** A contract with one operation, whose response is the component `entry`. */
function contractWith(schemas: Readonly<Record<string, Json>>, entry: string): JsonObject {
  const content = { 'application/json': { schema: refTo(entry) } }
  const get = { operationId: 'get', responses: { 200: { description: '', content } } }
  return { openapi: '3.1.0', info: { title: 't', version: '1' }, paths: { '/m': { get } }, components: { schemas } }
}

/**
 * Models that refer to each other: each has a text, of the given type in the first one, and a field for each of `links`
 * other models. Default: for all others.
 */
export function mutualModels(count: number, type: string, { links = count - 1, entry = 'M0' } = {}): JsonObject {
  const models = numbers(count).map((index): [string, Json] => {
    const fields = numbers(links).map((step): [string, Json] => {
      const other = (index + step + 1) % count
      return [`m${other}`, refTo(`M${other}`)]
    })
    const name = { type: index === 0 ? type : 'string' }
    return [`M${index}`, { type: 'object', properties: { name, ...Object.fromEntries(fields) } }]
  })
  return contractWith(Object.fromEntries(models), entry)
}

/** Unions that list each other, and a model of their own that leads to another union. */
export function mutualUnions(count: number, type: string, { links = count - 1, siblings = {} } = {}): JsonObject {
  const schemas = numbers(count).flatMap((index): [string, Json][] => {
    const others = numbers(links).map((step) => refTo(`U${(index + step + 1) % count}`))
    const own = { type: index === 0 ? type : 'string' }
    const next = refTo(`U${(index * 7) % count}`)
    return [
      [`U${index}`, { ...siblings, anyOf: [refTo(`M${index}`), ...others] }],
      [`M${index}`, { type: 'object', required: [`own${index}`], properties: { [`own${index}`]: own, next } }],
    ]
  })
  return contractWith(Object.fromEntries(schemas), 'U0')
}

/** Models that refer to nothing, below one that refers to all of them: as many fields as {@link mutualModels} has. */
export function flatModels(count: number, type: string, fields: number = count - 1): JsonObject {
  const models = numbers(count).map((index): [string, Json] => {
    const texts = numbers(fields).map((field): [string, Json] => [
      `m${field}`,
      { type: 'string', maxLength: 1 + field },
    ])
    const name = { type: index === 0 ? type : 'string' }
    return [`M${index}`, { type: 'object', properties: { name, ...Object.fromEntries(texts) } }]
  })
  const all = numbers(count).map((index): [string, Json] => [`m${index}`, refTo(`M${index}`)])
  const root: [string, Json] = ['Root', { type: 'object', properties: Object.fromEntries(all) }]
  return contractWith(Object.fromEntries([root, ...models]), 'Root')
}

import { expect, test } from 'vitest'
import { countingComparison } from '../../../../scripts/compare/compare-contracts.ts'
import type { JsonObject } from '../../../../scripts/openapi/json.ts'
import { flatModels, mutualModels, mutualUnions } from '../../../support/compare/large-contracts.ts'

const rowsOf = (before: JsonObject, after: JsonObject): readonly string[] =>
  countingComparison(before, after).changes.map(({ path, kind, rating }) => `${path} ${kind} ${rating}`)

test.each([4, 9, 40, 120])('circles: %i models that all refer to each other are compared once each', (count) => {
  const { changes, pairs } = countingComparison(mutualModels(count, 'string'), mutualModels(count, 'integer'))
  expect(changes.map(({ path, kind }) => `${path} ${kind}`)).toEqual(['200.name changed'])
  // Each model, the field that differs, and the empty lists of parameters and headers.
  expect(pairs).toBeLessThanOrEqual(count + 6)
})

test('circles: 500 models with twenty fields each are compared once each', () => {
  const models = (type: string): JsonObject => mutualModels(500, type, { links: 20, entry: 'M1' })
  expect(countingComparison(models('string'), models('integer')).pairs).toBeLessThanOrEqual(506)
  expect(countingComparison(models('string'), models('string')).pairs).toBeLessThanOrEqual(6)
})

test('circles: 500 unions that list each other are one union', () => {
  const unions = (type: string): JsonObject => mutualUnions(500, type, { links: 20 })
  const { changes, pairs } = countingComparison(unions('string'), unions('integer'))
  expect(changes.map(({ path, kind }) => `${path} ${kind}`)).toEqual(['200.own0 changed'])
  expect(pairs).toBeLessThanOrEqual(8)
})

test('circles: unions with conditions of their own that list each other end too', () => {
  const unions = (type: string): JsonObject =>
    mutualUnions(12, type, { siblings: { type: 'object', minProperties: 1 } })
  const { changes, pairs } = countingComparison(unions('string'), unions('integer'))
  expect(changes.map(({ path, kind }) => `${path} ${kind}`)).toContain('200.own0 changed')
  expect(pairs).toBeLessThanOrEqual(24)
})

test('circles: a flat contract is compared only where it differs', () => {
  expect(countingComparison(flatModels(60, 'string'), flatModels(60, 'integer')).pairs).toBeLessThanOrEqual(8)
})

test('circles: what is below itself is listed once, at the shortest place', () => {
  const models = (type: string): JsonObject => mutualModels(3, type, { links: 1, entry: 'M1' })
  expect(rowsOf(models('string'), models('integer'))).toEqual(['200.m2.m0.name changed breaking'])
})

test('circles: what has many places is listed at the four shortest, and says that there are more', () => {
  const models = (type: string): JsonObject => mutualModels(9, type, { entry: 'M1' })
  const { changes } = countingComparison(models('string'), models('integer'))
  expect(changes.map(({ path }) => path)).toEqual(['200.m2.m0.name', '200.m3.m0.name', '200.m4.m0.name', '200.m0.name'])
  for (const { hint } of changes) expect(hint).toContain('The same schema has more places in this response.')
})

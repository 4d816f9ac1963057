import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { refusePatterns } from '../../../../scripts/codegen/load/refuse-patterns.ts'
import source from '../../../fixtures/scaikey.openapi.json' with { type: 'json' }
import { runHere, streamOf } from '../../../support/codegen/run-here.ts'

const withPattern = (schema: string): string => {
  const copy = structuredClone(source)
  const properties = Object(copy.components.schemas)[schema].properties
  Object.assign(Object.values(properties)[0] ?? {}, { pattern: '(?P<name>.)' })
  return JSON.stringify(copy)
}
const outcomeOf = (text: string) =>
  runHere(['--out', join(tmpdir(), 'refuse-patterns-test'), '--source', '-', '--tag', 'Portal Auth', '--dry-run'], {
    stdin: streamOf(text),
  })

test('patterns: a Python pattern is rejected with the place and exit code 3', { timeout: 60_000 }, async () => {
  const { code, out, err } = await outcomeOf(withPattern('IdentifyRequest'))
  expect([code, out]).toEqual([3, ''])
  expect(err).toContain(
    'that JavaScript cannot read at #/components/schemas/IdentifyRequest/properties/email/pattern (',
  )
})

test('patterns: a pattern outside the selection is ignored', { timeout: 60_000 }, async () => {
  expect(await outcomeOf(withPattern('UpdateProfileRequest'))).toMatchObject({ code: 1 })
})

test('patterns: a field named pattern and data are ignored', () => {
  expect(() => refusePatterns('d', { properties: { pattern: { default: { pattern: '(' } } } })).not.toThrow()
  expect(() => refusePatterns('d', { properties: { pattern: { items: [{ pattern: '(' }] } } })).toThrow(
    'at #/properties/pattern/items/0/pattern',
  )
})

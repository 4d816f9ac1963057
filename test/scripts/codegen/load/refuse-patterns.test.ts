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

test('patterns: one that only Python knows is refused with the place and 3', { timeout: 60_000 }, async () => {
  const { code, out, err } = await outcomeOf(withPattern('IdentifyRequest'))
  expect([code, out]).toEqual([3, ''])
  expect(err).toContain('none in JavaScript at #/components/schemas/IdentifyRequest/properties/email/pattern: mend it.')
})

test('patterns: one in what is not selected is nobody’s concern', { timeout: 60_000 }, async () => {
  expect(await outcomeOf(withPattern('UpdateProfileRequest'))).toMatchObject({ code: 1 })
})

test('patterns: a field of that name, and data that look so, are none', () => {
  expect(() => refusePatterns('d', { properties: { pattern: { default: { pattern: '(' } } } })).not.toThrow()
  expect(() => refusePatterns('d', { properties: { pattern: { items: [{ pattern: '(' }] } } })).toThrow(
    'at #/properties/pattern/items/0/pattern',
  )
})

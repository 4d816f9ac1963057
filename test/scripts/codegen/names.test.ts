import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../../scripts/openapi/json.ts'
import { runHere, streamOf } from '../../support/codegen/run-here.ts'
import { root } from '../../support/docs/markdown.ts'

const scratch = mkdtempSync(join(tmpdir(), 'names-test-'))
afterAll(() => rmSync(scratch, { recursive: true }))

const run = (document: JsonObject, folder: string) =>
  runHere(['--source', '-', '--tag', 'wanted', '--out', join(scratch, folder)], {
    stdin: streamOf(JSON.stringify(document)),
  })
const text = { type: 'string' }
const mapOf = (names: readonly string[], value: (name: string) => Json): JsonObject =>
  Object.fromEntries(names.map((name) => [name, value(name)]))

/** A document with names in every place, one operation and one schema for each. */
function documentWith(names: readonly string[]): JsonObject {
  const operation = (name: string): JsonObject => ({
    ...{ tags: ['wanted', name], operationId: name, security: [{ [name]: [] }] },
    parameters: ['query', 'header', 'cookie'].map((place) => ({ in: place, name, schema: text })),
    responses: {
      200: {
        description: 'OK',
        headers: mapOf(names, () => ({ schema: text })),
        content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
      },
    },
  })
  const schema = (name: string): JsonObject => ({
    type: 'object',
    properties: { ...mapOf(names, () => text), again: { $ref: `#/components/schemas/${name}` } },
    required: names,
    default: mapOf(names, (each) => each),
  })
  return {
    ...{ openapi: '3.1.0', info: { title: 'A', version: '1' }, tags: names.map((name) => ({ name })) },
    paths: Object.fromEntries(names.map((name) => [`/api/${name}`, { get: operation(name) }])),
    components: {
      schemas: mapOf(names, schema),
      securitySchemes: mapOf(names, () => ({ type: 'http', scheme: 'bearer' })),
    },
  }
}

test('names: those of every object, as fields, schemas, paths, tags, parameters, schemes and defaults, are right', {
  timeout: 120_000,
}, async () => {
  const names = Object.getOwnPropertyNames(Object.prototype).filter((name) => name !== '__proto__')
  expect(await run(documentWith(names), 'right')).toMatchObject({ code: 0, err: '' })
  symlinkSync(join(root, 'node_modules'), join(scratch, 'right/node_modules'))
  const script = `
    const names = ${JSON.stringify(names)}
    const schemas = await import('./schemas.ts'), { operations } = await import('./operations.ts')
    const value = Object.fromEntries(names.map((name) => [name, name]))
    console.log(JSON.stringify(names.map((name) => [
      operations[name].path,
      Object.keys(schemas[name].parse({ ...value, again: value })).length,
      names.filter((each) => schemas[name].safeParse({ ...value, [each]: 1 }).success || schemas[name].parse(undefined)[each] !== each),
    ])))`
  const args = ['--input-type=module', '--eval', script]
  const printed = execFileSync(process.execPath, args, { cwd: join(scratch, 'right'), encoding: 'utf8' })
  expect(JSON.parse(printed)).toEqual(names.map((name) => [`/api/${name}`, names.length + 1, []]))
})

test('names: __proto__ is rejected with the place, and as a segment of a path it is right', async () => {
  const { code, err } = await run(documentWith(['__proto__']), 'refused')
  expect([code, err]).toEqual([3, expect.stringContaining(' has the name __proto__ at #/')])
  const get = { tags: ['wanted', '__proto__'], responses: { 204: { description: 'Done' } } }
  const parameters = ['query', 'header'].map((place) => ({ in: place, name: '__proto__', schema: text }))
  const document = documentWith([])
  const paths = { '/api/__proto__': { get: { ...get, parameters, operationId: '__proto__' } } }
  expect(await run({ ...document, paths }, 'path')).toMatchObject({ code: 0 })
  const script = "console.log(JSON.stringify(Object.entries((await import('./operations.ts')).operations)))"
  const args = ['--input-type=module', '--eval', script]
  const printed = execFileSync(process.execPath, args, { cwd: join(scratch, 'path'), encoding: 'utf8' })
  expect(JSON.parse(printed)).toEqual([['__proto__', { method: 'GET', path: '/api/__proto__' }]])
})

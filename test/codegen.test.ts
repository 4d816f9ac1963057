import { execFile } from 'node:child_process'
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { artefactPaths, codegenConfig } from '../scripts/codegen/config.ts'
import { emitOperations } from '../scripts/codegen/emit-operations.ts'
import { CodegenFailure } from '../scripts/codegen/failure.ts'
import { filterByTag } from '../scripts/codegen/filter.ts'
import { generate } from '../scripts/codegen/generate.ts'
import { isObject, type Json, type JsonObject } from '../scripts/codegen/json.ts'
import { loadDocument } from '../scripts/codegen/load.ts'
import { printNormalised } from '../scripts/codegen/normalise.ts'
import { replaceFiles } from '../scripts/codegen/replace.ts'
import { validateDocument } from '../scripts/codegen/validate.ts'
import source from './fixtures/scaikey.openapi.json' with { type: 'json' }

const script = fileURLToPath(new URL('../scripts/codegen.ts', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'codegen-test-'))
const here = join(scratch, 'here')
const drifted = join(scratch, 'drifted')

beforeAll(async () => {
  const artefacts = await generate(source, codegenConfig.tag)
  await replaceFiles(artefacts, here)
  await replaceFiles(artefacts, drifted)
}, 20_000)

afterAll(() => rmSync(scratch, { recursive: true }))

test('codegen: what is committed is what the default source gives', () => {
  expect(read(codegenConfig.root)).toEqual(read(here))
})

test('codegen: no generated file names this machine or a date', () => {
  const everything = Object.values(read(here)).join('')
  expect(everything).not.toContain(scratch)
  expect(everything).not.toContain(codegenConfig.root)
  expect(everything).not.toMatch(/20\d\d-\d\d-\d\d/)
})

test('codegen: every generated source says where it comes from', () => {
  const { [artefactPaths.contract]: _, ...sources } = read(here)
  for (const text of Object.values(sources)) expect(text).toMatch(/^\/\/ Generated from openapi\.json .*do not edit/)
})

test('codegen: the schemas import zod/mini only', () => {
  expect(read(here)[artefactPaths.schemas]?.match(/^import .*$/gm)).toEqual(["import * as z from 'zod/mini';"])
})

test('codegen --check: the order of keys in the source, the time zone and the locale change nothing; a touched or missing file is named', async () => {
  const shuffled = join(scratch, 'shuffled.json')
  writeFileSync(shuffled, JSON.stringify(reverseKeys(source)))
  appendFileSync(join(drifted, artefactPaths.types), ' ')
  rmSync(join(drifted, artefactPaths.operations))
  const foreign = { TZ: 'Asia/Kolkata', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' }
  const [same, different] = await Promise.all([
    codegen(['--check', '--out', here, '--source', shuffled], foreign),
    codegen(['--check', '--out', drifted]),
  ])
  expect(same).toEqual({ code: 0, stdout: 'codegen: up to date\n', stderr: '' })
  expect(different.code).toBe(1)
  expect(different.stderr.match(/\S+\.(ts|json)/g)).toEqual([artefactPaths.types, artefactPaths.operations])
  expect(existsSync(join(drifted, artefactPaths.operations))).toBe(false)
}, 20_000)

test('codegen: a failing run says why in one line, ends with its code and leaves every file as it was', async () => {
  const before = read(here)
  const [old, none] = [join(scratch, 'old.json'), join(scratch, 'none.json')]
  writeFileSync(old, JSON.stringify({ ...source, openapi: '3.0.3' }))
  const [invalid, missing, wrong] = await Promise.all([
    codegen(['--out', here, '--source', old]),
    codegen(['--out', here, '--source', none]),
    codegen(['--out', here, '--chekc']),
  ])
  expect([invalid.code, missing.code, wrong.code]).toEqual([3, 4, 64])
  expect(invalid.stderr).toBe(`codegen: ${old} is OpenAPI 3.0.3, not OpenAPI 3.1: export it from the backend as 3.1.\n`)
  expect(missing.stderr).toBe(`codegen: Cannot read ${none} (ENOENT): name an existing document with --source FILE.\n`)
  expect(wrong.stderr).toContain("Unknown option '--chekc'")
  expect(read(here)).toEqual(before)
}, 20_000)

test('codegen: what other tags bring is left behind: operations, webhooks, tags and components', async () => {
  const pathItem = { get: { tags: ['Other'], responses: { 200: { $ref: '#/components/responses/Unused' } } } }
  const mixed = {
    ...source,
    tags: [{ name: 'Other' }, { name: 'Portal Auth' }],
    webhooks: { changed: pathItem },
    paths: {
      ...source.paths,
      '/untagged': { get: { responses: {} } },
      '/api/v1/auth/login': { ...source.paths['/api/v1/auth/login'], ...pathItem },
    },
    components: {
      ...source.components,
      responses: { Unused: { description: 'Unused' } },
      securitySchemes: { basic: { type: 'http', scheme: 'basic' } },
    },
  }
  const filtered = await filterByTag(mixed, codegenConfig.tag, scratch)
  const expected = { ...JSON.parse(read(here)[artefactPaths.contract] ?? ''), tags: [{ name: 'Portal Auth' }] }
  expect(printNormalised(filtered)).toBe(printNormalised(expected))
}, 20_000)

const tagless = { ...source, paths: { '/a': { get: { tags: ['Other'], responses: {} } } } }
const dangling = JSON.stringify(source).replace('schemas/IdentifyResponse"}', 'schemas/Identified"}')
test.each<[string, string, string]>([
  ['text that is not JSON', '{"openapi": ', 'f.json is not JSON ('],
  ['JSON that is not an object', '[]', 'f.json is not a JSON object'],
  ['another format', '{"swagger": "2.0"}', 'f.json is no OpenAPI document, not OpenAPI 3.1'],
  ['no info', '{"openapi": "3.1.0"}', 'f.json lacks info.title or info.version at #/info'],
  [
    'no operation with the tag',
    JSON.stringify(tagless),
    'f.json has no operation tagged "Portal Auth" (its tags: Other)',
  ],
  [
    'a dangling reference',
    dangling,
    'f.json refers to #/components/schemas/Identified at #/paths/~1api~1v1~1auth~1identify/post/responses/200/content/application~1json/schema, which does not exist',
  ],
  [
    'a reference to another file',
    dangling.replace('#/components/schemas/Identified"', 'other.json#/A"'),
    'f.json refers outside itself to other.json#/A at #/paths/~1api~1v1~1auth~1identify/post',
  ],
])('codegen: %s is refused with 3 and one line', async (_title, text, message) => {
  const file = join(scratch, 'f.json')
  writeFileSync(file, text)
  const failure = await loadDocument(file)
    .then((document) => validateDocument(file, document, codegenConfig.tag))
    .catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(CodegenFailure)
  expect(failure).toMatchObject({ exitCode: 3, message: expect.stringContaining(message) })
  expect(String(failure)).not.toContain('\n')
})

test('codegen: two operations with the same last segment are refused by name', () => {
  const paths = { '/a/login': { post: {} }, '/b/login': { get: {} } }
  expect(() => emitOperations({ paths })).toThrow(
    'POST /a/login and GET /b/login both get the short name "login": the last path segment must differ.',
  )
})

test('codegen: names are no keywords, unknown keys come last, data keeps the order of its arrays', () => {
  const properties = { title: {}, required: { default: { required: ['b', 'a'] } } }
  const schema = { 'x-b': 1, 'x-a': 2, properties, required: ['title', 'required'] }
  const printed = JSON.parse(printNormalised({ components: { schemas: { A: schema } } }))
  expect(JSON.stringify(printed.components.schemas.A)).toBe(
    '{"required":["required","title"],"properties":{"required":{"default":{"required":["b","a"]}},"title":{}},"x-a":2,"x-b":1}',
  )
})

function codegen(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [script, ...args],
      { env: { ...process.env, ...env } },
      (_error, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    )
  })
}

function read(root: string): Record<string, string> {
  return Object.fromEntries(Object.values(artefactPaths).map((path) => [path, readFileSync(join(root, path), 'utf8')]))
}

function reverseKeys(node: JsonObject): JsonObject {
  const entries = Object.entries(node).reverse()
  return Object.fromEntries(entries.map(([key, child]) => [key, reverseWithin(child)]))
}

function reverseWithin(value: Json): Json {
  if (Array.isArray(value)) return value.map(reverseWithin)
  return isObject(value) ? reverseKeys(value) : value
}

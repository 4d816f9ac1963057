import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { folderLayout, readConfig } from '../../../../scripts/codegen/load/config.ts'

const scratch = mkdtempSync(join(tmpdir(), 'config-test-'))
const file = join(scratch, 'codegen.config.json')

afterAll(() => rmSync(scratch, { recursive: true }))

test('config: names the source, the selection, the folder and the files', async () => {
  expect(await readConfig(file)).toBeUndefined()
  const config = { source: 'https://a.example/openapi.json', operations: ['login'], out: 'src/api' }
  writeFileSync(file, JSON.stringify({ ...config, files: { types: 'paths.ts', msw: false } }))
  expect(await readConfig(file)).toEqual({
    ...config,
    tags: [],
    layout: { ...folderLayout, types: 'paths.ts', msw: false },
  })
  writeFileSync(file, JSON.stringify({ ...config, out: undefined, files: { lock: '..a/lock.json' } }))
  expect(await readConfig(file)).toMatchObject({ out: '.', layout: { lock: '..a/lock.json', msw: 'msw.ts' } })
})

const valid = '"source": "a.json", "tags": ["A"]'
test.each([
  ['{', 'cannot be read ('],
  ['{ "tags": ["A"] }', 'has no source; set "source" to a file or a URL'],
  ['{ "source": "a.json" }', 'selects nothing; set "tags" or "operations" to a list with at least one name'],
  ['{ "source": "a.json", "tags": "A" }', 'selects nothing; set "tags" or "operations"'],
  [`{ ${valid} }`, 'names no folder; set "out" to one, or give --out'],
  [`{ ${valid}, "out": " " }`, 'has an "out" that is not a folder'],
  [`{ ${valid}, "tag": "B" }`, 'has the unknown setting "tag"; expected source, tags, operations, out or files'],
  [`{ ${valid}, "files": "a" }`, 'has "files" that is not an object'],
  [`{ ${valid}, "files": { "page": "a.md" } }`, 'has the unknown file "page"; expected contract, types, schemas,'],
  [`{ ${valid}, "files": { "toString": "a.md" } }`, 'has the unknown file "toString"'],
  [`{ ${valid}, "files": { "types": false } }`, 'has no path for "types"; set it to a path below "out", with /'],
  ...['../a.ts', '/a.ts', 'a/../../b.ts', 'a/', 'a\\\\b.ts', 'C:/a.ts', '', '..', './a.ts', 'a\\nb'].map((path) => [
    `{ ${valid}, "files": { "types": "${path}" } }`,
    'has no path for "types"',
  ]),
  [`{ ${valid}, "files": { "types": "schemas.ts" } }`, 'writes two files to schemas.ts; give each a path of its own'],
])('config: %s is rejected by name', async (text, words) => {
  writeFileSync(file, text)
  await expect(readConfig(file)).rejects.toMatchObject({
    exitCode: 64,
    message: expect.stringContaining(`codegen.config.json ${words}`),
  })
})

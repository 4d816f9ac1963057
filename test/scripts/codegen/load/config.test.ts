import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readConfig } from '../../../../scripts/codegen/load/config.ts'

const scratch = mkdtempSync(join(tmpdir(), 'config-test-'))
const file = join(scratch, 'codegen.config.json')

afterAll(() => rmSync(scratch, { recursive: true }))

test('config: names the source and the selection', async () => {
  writeFileSync(file, '{ "source": "https://a.example/openapi.json", "operations": ["login"] }')
  expect(await readConfig(file)).toEqual({ source: 'https://a.example/openapi.json', tags: [], operations: ['login'] })
})

test.each([
  ['{', 'cannot be read ('],
  ['{ "tags": ["A"] }', 'has no source; set "source" to a file or a URL'],
  ['{ "source": "a.json" }', 'selects nothing; set "tags" or "operations" to a list with at least one name'],
  ['{ "source": "a.json", "tags": "A" }', 'selects nothing; set "tags" or "operations"'],
  [
    '{ "source": "a.json", "tags": ["A"], "tag": "B" }',
    'has the unknown setting "tag"; expected source, tags or operations',
  ],
])('config: %s is rejected by name', async (text, words) => {
  writeFileSync(file, text)
  await expect(readConfig(file)).rejects.toMatchObject({ exitCode: 64, message: expect.stringContaining(words) })
})

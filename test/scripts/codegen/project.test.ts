import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import source from '../../fixtures/scaikey.openapi.json' with { type: 'json' }
import { type Outcome, runHere } from '../../support/codegen/run-here.ts'

const project = mkdtempSync(join(tmpdir(), 'project-test-'))
const config = join(project, 'codegen.config.json')
const read = (path: string): string => readFileSync(join(project, path), 'utf8')
const run = (args: readonly string[], cwd = project): Promise<Outcome> =>
  runHere(args, { cwd, command: 'npx scaikey-portal-codegen' })

beforeAll(() => {
  writeFileSync(join(project, 'backend.json'), JSON.stringify(source))
  mkdirSync(join(project, 'below'))
})
afterAll(() => rmSync(project, { recursive: true }))

test('codegen in a project: without a configuration, folder, source and selection are asked for one by one', async () => {
  const missing = async (...args: readonly string[]): Promise<string> => (await run(args)).err
  expect(await run([])).toEqual({
    code: 64,
    out: '',
    err: 'codegen: the folder to write to is not known: there is no codegen.config.json here; create it, or give --out\n',
  })
  expect(await missing('--out', 'api')).toContain('the source is not known')
  expect(await missing('--out', 'api', '--check')).toContain('the source is not known')
  expect(await missing('--out', 'api', '--source', 'backend.json')).toContain('what to select is not known')
  expect(await missing('--config', 'none.json')).toContain('there is no none.json; name an existing file with --config')
})

test('codegen in a project: the configuration names source, folder and files', { timeout: 60_000 }, async () => {
  const files = { types: 'generated/paths.ts', schemas: 'generated/zod.ts', msw: 'test/http.ts', contractPage: false }
  const settings = { source: 'backend.json', tags: ['Profile'], out: 'api', files: { ...files, contract: 'me.json' } }
  writeFileSync(config, JSON.stringify(settings))
  const wrote =
    'codegen: wrote me.json, generated/paths.ts, generated/zod.ts, operations.ts, test/http.ts, openapi.lock.json\n'
  expect(await run([])).toEqual({ code: 0, out: wrote, err: '' })
  expect(existsSync(join(project, 'api/contract.md'))).toBe(false)
  for (const path of [files.types, files.schemas, files.msw]) {
    expect(read(`api/${path}`)).toMatch(
      /^\/\/ Generated from me\.json by `npx scaikey-portal-codegen`; do not edit\.\n/,
    )
  }
  expect(read('api/test/http.ts')).toContain("import type { paths } from '../generated/paths.js'")
  expect(JSON.parse(read('api/openapi.lock.json')).source).toMatchObject({ kind: 'file', name: 'backend.json' })
  const elsewhere = await run(['--config', '../codegen.config.json', '--check'], join(project, 'below'))
  expect(elsewhere).toEqual({ code: 0, out: 'codegen: up to date\n', err: '' })
  rmSync(join(project, 'api/test'), { recursive: true })
  expect(await run(['--check'])).toEqual({
    code: 1,
    out: '',
    err: 'codegen: test/http.ts is stale or missing; run `npx scaikey-portal-codegen`\n',
  })
})

test('codegen in a project: accepted breaking changes go to the changelog of the configuration', {
  timeout: 60_000,
}, async () => {
  const { '/api/v1/me': me, ...others } = source.paths
  writeFileSync(join(project, 'backend.json'), JSON.stringify({ ...source, paths: { ...others, '/api/v2/me': me } }))
  const settings = JSON.parse(readFileSync(config, 'utf8'))
  writeFileSync(config, JSON.stringify({ ...settings, files: { ...settings.files, changelog: 'docs/CHANGES.md' } }))
  expect(await run([])).toMatchObject({ code: 2 })
  expect(await run(['--accept-breaking', 'Profiles have moved.'])).toMatchObject({ code: 0 })
  expect(read('api/docs/CHANGES.md')).toContain('Profiles have moved.')
  expect(existsSync(join(project, 'api/.codegen'))).toBe(false)
})

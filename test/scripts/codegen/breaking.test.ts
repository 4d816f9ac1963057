import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import source from '../../fixtures/scaikey.openapi.json' with { type: 'json' }
import { runHere, streamOf } from '../../support/codegen/run-here.ts'

const scratch = mkdtempSync(join(tmpdir(), 'breaking-test-'))
const out = join(scratch, 'out')
const next = join(scratch, 'next.json')
const read = (file: string): string => readFileSync(join(out, file), 'utf8')

beforeAll(async () => {
  const { '/api/v1/auth/login': _, ...paths } = source.paths
  writeFileSync(next, JSON.stringify({ ...source, paths }))
  expect(await runHere(['--out', out])).toMatchObject({ code: 0 })
}, 60_000)
afterAll(() => rmSync(scratch, { recursive: true }))

test('codegen: a change that breaks callers stops the run with 2 and is explained', { timeout: 60_000 }, async () => {
  const before = read('openapi.json')
  const outcome = await runHere(['--out', out, '--source', next])
  expect(outcome.code).toBe(2)
  expect(outcome.out).toMatch(/^1 breaking, 0 risky, 0 safe\.\n\nBREAKING\n\n {2}POST \/api\/v1\/auth\/login\n/)
  expect(outcome.err).toBe(
    'codegen: Breaking changes: 1. Nothing was written; to take them, add --accept-breaking "why".\n',
  )
  expect(read('openapi.json')).toBe(before)
  expect(existsSync(join(out, 'CHANGELOG.md'))).toBe(false)
})

test('codegen --dry-run --report json: the changes alone are on standard output', { timeout: 60_000 }, async () => {
  const outcome = await runHere(['--out', out, '--source', next, '--dry-run', '--report', 'json'])
  expect(outcome.code).toBe(2)
  expect(JSON.parse(outcome.out)).toEqual([
    expect.objectContaining({ operation: 'POST /api/v1/auth/login', kind: 'removed', rating: 'breaking' }),
  ])
  expect(outcome.err).toContain('codegen: openapi.json would be written\n')
})

test('codegen: an operation that has another tag has not gone; the report says how to keep it', {
  timeout: 60_000,
}, async () => {
  const logout = { post: { ...source.paths['/api/v1/auth/logout'].post, tags: ['Portal Session'] } }
  const retagged = JSON.stringify({ ...source, paths: { ...source.paths, '/api/v1/auth/logout': logout } })
  const stdin = { stdin: streamOf(retagged) }
  const outcome = await runHere(['--out', out, '--source', '-', '--dry-run', '--report', 'json'], stdin)
  expect([outcome.code, JSON.parse(outcome.out)]).toEqual([
    2,
    [
      expect.objectContaining({
        operation: 'POST /api/v1/auth/logout',
        kind: 'removed',
        rating: 'breaking',
        hint: 'Still in the document, where nothing selects it any more; calls go on to work. To keep it, add --tag "Portal Session" or --operation portal_logout_api_v1_auth_logout_post to the selection.',
      }),
    ],
  ])
})

test('codegen --report: where nothing changed, JSON is an empty list', {
  timeout: 60_000,
}, async () => {
  expect(await runHere(['--out', out, '--report', 'json'])).toEqual({
    code: 0,
    out: '[]\n',
    err: 'codegen: nothing changed\n',
  })
})

test('codegen --accept-breaking: writes the files, and the reason with the changes into the changelog', {
  timeout: 60_000,
}, async () => {
  const accepted = await runHere(['--out', out, '--source', next, '--accept-breaking', 'One-step login was retired.'])
  expect(accepted.code).toBe(0)
  expect(accepted.out).toMatch(/codegen: wrote openapi\.json, .*openapi\.lock\.json, CHANGELOG\.md\n$/)
  expect(read('openapi.json')).not.toContain('auth/login')
  expect(read('CHANGELOG.md')).toContain(
    'breaks callers.** One-step login was retired.\n  - breaking: `POST /api/v1/auth/login`',
  )
})

test('codegen: a contract that is there and cannot be read stops the run: nothing could be compared', async () => {
  const whole = read('openapi.json')
  writeFileSync(join(out, 'openapi.json'), `<<<<<<< HEAD\n${whole}`)
  const outcome = await runHere(['--out', out, '--source', '-'], { stdin: streamOf(JSON.stringify(source)) })
  expect(outcome).toMatchObject({ code: 3, err: expect.stringContaining('restore it, or delete it to begin anew') })
  writeFileSync(join(out, 'openapi.json'), whole)
})

test.each([
  [['--report', 'html'], '--report takes terminal, markdown, json, not "html". See --help.'],
  [['--accept-breaking', ' '], '--accept-breaking is empty: give it a value. See --help.'],
  [['--check', '--accept-breaking', 'why'], '--check writes nothing, so there is nothing to accept. See --help.'],
])('codegen %j: is refused', async (args, words) => {
  expect(await runHere(args)).toEqual({ code: 64, out: '', err: `codegen: ${words}\n` })
})

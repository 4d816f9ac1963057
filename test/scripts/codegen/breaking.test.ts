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

test('codegen: a breaking change stops the run with exit code 2 and is reported', { timeout: 60_000 }, async () => {
  const before = read('openapi.json')
  const outcome = await runHere(['--out', out, '--source', next])
  expect(outcome.code).toBe(2)
  expect(outcome.out).toMatch(/^1 breaking, 0 risky, 0 safe\.\n\nBREAKING\n\n {2}POST \/api\/v1\/auth\/login\n/)
  expect(outcome.err).toBe(
    'codegen: 1 breaking, nothing was written; to accept breaking changes, add --accept-breaking "reason"\n',
  )
  expect(read('openapi.json')).toBe(before)
  expect(existsSync(join(out, 'CHANGELOG.md'))).toBe(false)
})

test('codegen --dry-run --report json: standard output has the changes only', { timeout: 60_000 }, async () => {
  const outcome = await runHere(['--out', out, '--source', next, '--dry-run', '--report', 'json'])
  expect(outcome.code).toBe(2)
  expect(JSON.parse(outcome.out)).toEqual([
    expect.objectContaining({ operation: 'POST /api/v1/auth/login', kind: 'removed', rating: 'breaking' }),
  ])
  expect(outcome.err).toContain('codegen: openapi.json would be written\n')
})

test('codegen: an operation with another tag is reported as no longer selected, with the option that keeps it', {
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
        hint: 'No longer selected, but still in the document; calls still work. To keep it, add --tag "Portal Session" or --operation portal_logout_api_v1_auth_logout_post to the selection.',
      }),
    ],
  ])
})

test('codegen --report json: without changes, it prints an empty list', {
  timeout: 60_000,
}, async () => {
  expect(await runHere(['--out', out, '--report', 'json'])).toEqual({
    code: 0,
    out: '[]\n',
    err: 'codegen: nothing changed\n',
  })
})

test('codegen --accept-breaking: writes the files, and adds the changes with the reason to the changelog', {
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

test('codegen: a committed contract that cannot be read stops the run', async () => {
  const whole = read('openapi.json')
  writeFileSync(join(out, 'openapi.json'), `<<<<<<< HEAD\n${whole}`)
  const outcome = await runHere(['--out', out, '--source', '-'], { stdin: streamOf(JSON.stringify(source)) })
  expect(outcome).toMatchObject({ code: 3, err: expect.stringContaining('restore it, or delete it to start over') })
  writeFileSync(join(out, 'openapi.json'), whole)
})

test.each([
  [['--report', 'html'], '--report must be terminal, markdown or json; got "html"'],
  [['--accept-breaking', ' '], '--accept-breaking is empty; give it a value'],
  [['--check', '--accept-breaking', 'why'], '--check and --accept-breaking cannot be combined; --check writes nothing'],
])('codegen %j: is rejected', async (args, words) => {
  expect(await runHere(args)).toEqual({ code: 64, out: '', err: `codegen: ${words}\n` })
})

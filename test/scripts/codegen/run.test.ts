import { execFile } from 'node:child_process'
import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { folderLayout, readConfig } from '../../../scripts/codegen/load/config.ts'
import source from '../../fixtures/scaikey.openapi.json' with { type: 'json' }
import { replaceElsewhere } from '../../support/codegen/replace-elsewhere.ts'
import { type Outcome, runHere, streamOf } from '../../support/codegen/run-here.ts'
import { type SourceServer, startSourceServer } from '../../support/codegen/source-server.ts'
import { root } from '../../support/docs/markdown.ts'

const scratch = mkdtempSync(join(tmpdir(), 'codegen-test-'))
const here = join(scratch, 'here')
const shuffled = join(scratch, 'shuffled.json')
let server: SourceServer

beforeAll(async () => {
  writeFileSync(shuffled, JSON.stringify(reverseKeys(source), null, 1))
  server = await startSourceServer((request, response) =>
    request.headers.authorization === 'Bearer planted-secret'
      ? response.end(stringify(source))
      : response.writeHead(401).end(),
  )
  expect(await runHere(['--out', here])).toEqual({
    code: 0,
    out: `codegen: wrote ${Object.values(generated).join(', ')}\n`,
    err: '',
  })
}, 60_000)

afterAll(async () => {
  await server.close()
  rmSync(scratch, { recursive: true })
})

const { changelog: _, ...generated } = folderLayout
const config = await readConfig(join(root, 'codegen.config.json'))

test('codegen: the committed files are those that the default source gives', () => {
  expect(Object.keys(config?.layout ?? {})).toEqual(Object.keys(folderLayout))
  for (const [name, path] of Object.entries(generated)) {
    const file = config?.layout[name as keyof typeof generated] || ''
    if (file === '') continue
    const committed = readFileSync(join(root, file), 'utf8')
    expect(committed, path).toBe(readFileSync(join(here, path), 'utf8'))
  }
})

test('codegen: no generated file has a path of this machine, a date or a Node version', () => {
  const everything = Object.values(read(here)).join('')
  for (const word of [scratch, root, process.version]) expect(everything).not.toContain(word)
  expect(everything).not.toMatch(/20\d\d-\d\d-\d\d/)
})

test('codegen: every generated file says where it comes from', () => {
  for (const path of [
    generated.types,
    generated.schemas,
    generated.operations,
    generated.msw,
    generated.contractPage,
  ]) {
    expect(read(here)[path]).toMatch(/^(\/\/|<!--) Generated from openapi\.json .*do not edit/)
  }
})

test('codegen: the schemas import zod/mini only', () => {
  expect(read(here)[generated.schemas]?.match(/^import .*$/gm)).toEqual(["import * as z from 'zod/mini';"])
})

test('codegen: the lock file has the source, its hash, the contract’s, the flags and the tools', () => {
  const lock = JSON.parse(read(here)[generated.lock] ?? '')
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const { source: name, tags, operations } = config ?? {}
  expect(lock).toEqual({
    source: { kind: 'file', name, sha256: expect.stringMatching(/^[\da-f]{64}$/) },
    flags: { tags, operations },
    contract: { sha256: expect.stringMatching(/^[\da-f]{64}$/) },
    tools: expect.objectContaining({ typescript: manifest.devDependencies.typescript }),
  })
})

test('codegen: same bytes from another order of keys, in another time zone and locale, in another process', {
  timeout: 60_000,
}, async () => {
  const there = join(scratch, 'there')
  const foreign = { TZ: 'Asia/Kolkata', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' }
  expect(await runThere(['--out', there, '--source', shuffled], foreign)).toMatchObject({ code: 0, err: '' })
  const [a, b] = [read(here), read(there)].map(({ [generated.lock]: lock, ...files }) => ({ files, lock }))
  expect(b?.files).toEqual(a?.files)
  expect(JSON.parse(b?.lock ?? '')).toEqual({
    ...JSON.parse(a?.lock ?? ''),
    source: { kind: 'outside', name: 'shuffled.json', sha256: expect.any(String) },
  })
})

test('codegen: same bytes from a URL, in YAML; the token is neither stored nor printed', {
  timeout: 60_000,
}, async () => {
  const there = join(scratch, 'from-url')
  cpSync(here, there, { recursive: true })
  const env = { CODEGEN_BEARER: 'planted-secret' }
  const outcome = await runHere(['--out', there, '--source', `${server.url}/openapi.yaml?key=planted-secret`], { env })
  expect(outcome).toEqual({ code: 0, out: `codegen: wrote ${generated.lock}\n`, err: '' })
  expect(JSON.parse(read(there)[generated.lock] ?? '').source).toMatchObject({
    kind: 'url',
    name: `${server.url}/openapi.yaml`,
  })
  expect(Object.values(read(there)).join('')).not.toContain('planted-secret')
  const asked = server.requests.length
  const check = await runHere(['--out', there, '--check'])
  expect(check).toEqual({ code: 0, out: 'codegen: up to date\n', err: '' })
  expect(server.requests).toHaveLength(asked)
})

test('codegen: --dry-run reads standard input and writes nothing', { timeout: 60_000 }, async () => {
  const before = read(here)
  const stdin = streamOf(JSON.stringify(source).replaceAll('"Portal Login"', '"Portal Sign-in"'))
  const outcome = await runHere(['--out', here, '--source', '-', '--dry-run'], { stdin })
  expect(outcome.code).toBe(1)
  expect(namesIn(outcome.err)).toEqual([generated.contract, generated.types, generated.contractPage, generated.lock])
  expect(read(here)).toEqual(before)
})

test('codegen --check: a changed or missing file is named; another source of the same contract does not count as drift', {
  timeout: 60_000,
}, async () => {
  const drifted = join(scratch, 'drifted')
  cpSync(here, drifted, { recursive: true })
  for (const path of [generated.contract, generated.types, generated.contractPage])
    appendFileSync(join(drifted, path), ' ')
  rmSync(join(drifted, generated.operations))
  rmSync(join(drifted, generated.msw))
  appendFileSync(join(drifted, generated.schemas), '// touched\n')
  const broken = read(drifted)
  const outcome = await runHere(['--out', drifted, '--source', shuffled, '--check'])
  expect(outcome.code).toBe(1)
  expect(namesIn(outcome.err)).toEqual(Object.values(generated).filter((path) => path !== generated.lock))
  expect(read(drifted)).toEqual(broken)
})

test('codegen: another tag gives another contract; the lock file stores the tag and detects another tool version', {
  timeout: 60_000,
}, async () => {
  const fixture = join(root, 'test/fixtures/profile')
  const profile = join(scratch, 'profile')
  cpSync(fixture, profile, { recursive: true })
  const lock = readFileSync(join(profile, generated.lock), 'utf8')
  writeFileSync(join(profile, generated.lock), lock.replace(/"typescript": ".*"/, '"typescript": "4.0.0"'))
  expect(await runHere(['--out', profile])).toEqual({ code: 0, out: `codegen: wrote ${generated.lock}\n`, err: '' })
  expect(read(profile)).toEqual(read(fixture))
  expect(JSON.parse(lock).flags).toEqual({ tags: ['Profile'], operations: [] })
  const { paths, components } = JSON.parse(read(profile)[generated.contract] ?? '')
  expect(Object.keys(paths)).toEqual(['/api/v1/me'])
  expect(Object.keys(components.schemas)).toEqual(['HTTPValidationError', 'UpdateProfileRequest', 'ValidationError'])
  expect(read(profile)[generated.operations]).toContain("patchMe: { method: 'PATCH', path: '/api/v1/me' }")
})

test.each<[title: string, args: readonly string[], code: number, words: string]>([
  ['a missing file', ['--source', 'none.json'], 4, 'cannot read none.json (ENOENT); name an existing document'],
  ['an empty standard input', ['--source', '-'], 4, 'standard input is empty; pipe a document into it'],
  ['another protocol', ['--source', 'ftp://a.example/b'], 64, 'the source is neither a file nor an http or https URL'],
  [
    'a token in the URL',
    ['--source', 'https://me:pw@a.example/b'],
    64,
    'https://a.example/b contains credentials; put a token into CODEGEN_BEARER',
  ],
  [
    'an unknown tag',
    ['--tag', 'Portal'],
    3,
    'no operation tagged "Portal"; expected Admin Auth, Authentication, Portal Auth or',
  ],
  [
    'an unknown operation',
    ['--operation', 'login'],
    3,
    'no operation with the id "login"; expected admin_login_api_v1_',
  ],
  ['an unknown option', ['--chekc'], 64, "Unknown option '--chekc'"],
  ['an empty option', ['--tag', ''], 64, '--tag is empty; give it a value'],
  ['two modes', ['--check', '--dry-run'], 64, '--check and --dry-run cannot be combined; give one of them'],
])('codegen: %s is rejected, and no file changes', async (_title, args, code, words) => {
  const before = read(here)
  const outcome = await runHere(['--out', here, ...args])
  expect(outcome).toMatchObject({ code, out: '', err: expect.stringContaining(words) })
  expect(outcome.err).toMatch(/^codegen: .*\n$/)
  expect(read(here)).toEqual(before)
})

test('codegen: a token that a header cannot hold is rejected without printing it', async () => {
  const env = { CODEGEN_BEARER: 'planted\nsecret' }
  const outcome = await runHere(['--out', here, '--source', server.url], { env })
  expect(outcome).toMatchObject({
    code: 64,
    err: 'codegen: CODEGEN_BEARER contains characters that a header cannot hold; set it to the token alone\n',
  })
})

test('codegen: the next run undoes a run that was killed while it replaced files', { timeout: 60_000 }, async () => {
  const killed = join(scratch, 'killed')
  cpSync(here, killed, { recursive: true })
  const before = read(killed)
  const next = { [generated.contract]: 'half', [generated.types]: 'half' }
  // After the first of the two renames.
  expect(await replaceElsewhere(killed, next, 10)).toBe('SIGKILL')
  expect(read(killed)).toMatchObject({ [generated.contract]: 'half', [generated.types]: before[generated.types] })
  const check = await runHere(['--out', killed, '--check'])
  expect(check).toMatchObject({
    code: 1,
    err: expect.stringContaining('was killed before it finished; the next run that writes'),
  })
  expect(await runHere(['--out', killed])).toMatchObject({ code: 0, out: 'codegen: nothing changed\n' })
  expect(read(killed)).toEqual(before)
})

test('codegen --help: prints every option and every exit code', async () => {
  const { code, out } = await runHere(['--help'])
  expect(code).toBe(0)
  for (const option of ['--source', '--tag', '--operation', '--out', '--config', '--check', '--dry-run'])
    expect(out).toContain(`  ${option} `)
  expect(out).toContain('0 written or up to date, 1 drift, 2 breaking, 3 invalid document, 4 source unreachable')
})

/** A run in a separate process. */
function runThere(args: readonly string[], env: Record<string, string>): Promise<Outcome> {
  const script = fileURLToPath(new URL('../../../scripts/codegen.ts', import.meta.url))
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [script, ...args],
      { env: { ...process.env, ...env } },
      (_error, out, err) => resolve({ code: child.exitCode ?? -1, out, err }),
    )
  })
}

function read(root: string): Record<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = files.map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(paths.map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')]))
}

function namesIn(text: string): readonly string[] {
  return [...text.matchAll(/^codegen: (\S+) (?:is stale|would be written)/gm)].map(([, name = '']) => name)
}

function reverseKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reverseKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, child]) => [key, reverseKeys(child)]),
  )
}

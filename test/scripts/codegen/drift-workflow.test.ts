import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import manifest from '../../../package.json' with { type: 'json' }
import { usageOf } from '../../../scripts/codegen/options.ts'
import { exitCodes } from '../../../scripts/openapi/failure.ts'
import source from '../../fixtures/scaikey.openapi.json' with { type: 'json' }
import { type SourceServer, startSourceServer } from '../../support/codegen/source-server.ts'
import { root } from '../../support/docs/markdown.ts'

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly env?: Readonly<Record<string, string>>
}

const usage = usageOf('npm run codegen')
const text = readFileSync(join(root, 'docs/codegen-drift.yml'), 'utf8')
const workflow = parse(text)
const steps: readonly Step[] = workflow.jobs.drift.steps
const comparison = steps.at(-1) ?? {}
const scratch = mkdtempSync(join(tmpdir(), 'drift-test-'))
let server: SourceServer

beforeAll(async () => {
  const { '/api/v1/auth/login': _, ...paths } = source.paths
  server = await startSourceServer((_request, response) => response.end(JSON.stringify({ ...source, paths })))
})
afterAll(async () => {
  await server.close()
  rmSync(scratch, { recursive: true })
})

test('drift workflow: it runs on a schedule, may only read, and is bounded in time', () => {
  expect(Object.keys(workflow)).toEqual(['name', 'on', 'permissions', 'concurrency', 'jobs'])
  expect(workflow.on.schedule).toEqual([{ cron: expect.stringMatching(/^\d+ \d+ \S+ \S+ \S+$/) }])
  expect(workflow.permissions).toEqual({ contents: 'read' })
  expect(workflow.jobs.drift['timeout-minutes']).toBeLessThanOrEqual(30)
})

test('drift workflow: it uses existing scripts and options, and explains every exit code', () => {
  const commands = steps.flatMap(({ run }) => run ?? []).join('\n')
  const scripts = [...commands.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name = '']) => name)
  expect(scripts).toContain('codegen')
  expect(scripts.filter((name) => !Object.hasOwn(manifest.scripts, name))).toEqual([])
  const options = [...commands.matchAll(/ (--[\w-]+)/g)].map(([, option = '']) => option)
  expect(options.filter((option) => option !== '--silent' && !usage.includes(`  ${option} `))).toEqual([])
  const explained = [...commands.matchAll(/^ *(\d)\) echo/gm)].map(([, code]) => Number(code))
  expect(explained).toEqual(Object.values(exitCodes).filter((code) => code < 10))
  for (const name of Object.keys(comparison.env ?? {})) expect(`${commands}${usage}`).toContain(name)
})

test('drift workflow: the comparison exits with the code of the command and writes the summary', {
  timeout: 60_000,
}, async () => {
  const summary = join(scratch, 'summary.md')
  const env = { ...process.env, SOURCE: `${server.url}/openapi.json`, CODEGEN_BEARER: '', GITHUB_STEP_SUMMARY: summary }
  const run = promisify(execFile)('bash', ['-e', '-c', comparison.run ?? ''], { cwd: root, env })
  await expect(run).rejects.toMatchObject({
    code: 2,
    stdout: expect.stringContaining('::error::The contract has changed and breaks callers'),
  })
  expect(readFileSync(summary, 'utf8')).toMatch(/^# What changed for callers\n\n1 breaking, 0 risky, 0 safe\./)
})

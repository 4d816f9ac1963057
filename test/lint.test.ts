import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'lint-'))
afterAll(() => rmSync(folder, { recursive: true }))

const refused = [
  'Date.now()',
  'globalThis.Date.now()',
  "globalThis['Date'].now()",
  '[1].map(Date.now)',
  'new Date()',
  'new globalThis.Date()',
  'Date()',
  'new Date(Date.now())',
  '(() => { const { now } = Date; return now() })()',
  '(() => { const D = Date; return D.now() })()',
  'Math.random()',
  'globalThis.Math.random()',
  "Math['random']()",
  '(() => { const { random } = Math; return random() })()',
  'setTimeout(() => {}, 1)',
  'window.setTimeout(() => {}, 1)',
  '(() => { const { setTimeout: later } = globalThis; return later(() => {}, 1) })()',
  'setImmediate(() => {})',
  'performance.now()',
  'self.performance.now()',
  'process.hrtime()',
  'crypto.randomUUID()',
  'globalThis.crypto.randomUUID()',
]
const accepted = [
  'new Date(5)',
  "Date.parse('')",
  'Math.max(1, 2)',
  'clock.setTimeout(() => {}, 1)',
  'globalThis.fetch',
]

test('lint: time and chance outside base/ are errors, also through globalThis, a destructuring or an alias', {
  timeout: 30_000,
}, async () => {
  cpSync(join(root, 'biome.json'), join(folder, 'biome.json'))
  cpSync(join(root, 'scripts/lint'), join(folder, 'scripts/lint'), { recursive: true })
  const files = new Map<string, string>()
  for (const [place, codes] of Object.entries({ 'src/login': refused, 'mock/rules': accepted, 'src/base': refused })) {
    mkdirSync(join(folder, place), { recursive: true })
    for (const [index, code] of codes.entries()) files.set(`${place}/line-${index}.ts`, code)
  }
  for (const [file, code] of files) writeFileSync(join(folder, file), `export const value = ${code}\n`)
  const biome = join(root, 'node_modules/.bin/biome')
  const args = ['lint', '--vcs-enabled=false', '--reporter=json', '--max-diagnostics=none', '.']
  const { stdout } = await promisify(execFile)(biome, args, { cwd: folder }).catch((error: { stdout: string }) => error)
  const rules = /^(plugin|lint\/style\/noRestrictedGlobals)/
  const found = (JSON.parse(stdout) as Report).diagnostics.filter(({ category }) => rules.test(category))
  const named = new Set(found.map(({ location: { path } }) => (typeof path === 'string' ? path : path.file)))
  expect([...named].map((path) => files.get(path.replace(/^\.\//, ''))).sort()).toEqual([...refused].sort())
  expect([...named].map((path) => dirname(path.replace(/^\.\//, '')))).not.toContain('src/base')
})

/** What of biome's report is read. */
interface Report {
  readonly diagnostics: readonly {
    readonly category: string
    readonly location: { readonly path: string | { readonly file: string } }
  }[]
}

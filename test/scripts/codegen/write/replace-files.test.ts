import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { replaceFiles } from '../../../../scripts/codegen/write/replace-files.ts'
import { recover, sha256, wasInterrupted } from '../../../../scripts/codegen/write/undo-journal.ts'
import { replaceElsewhere } from '../../../support/codegen/replace-elsewhere.ts'

const scratch = mkdtempSync(join(tmpdir(), 'replace-test-'))
const old = { 'a.txt': 'old a', 'mine.txt': 'mine' }
const next = { 'a.txt': 'new a', 'sub/b.txt': 'new b' }
let root: string

beforeEach(() => {
  root = mkdtempSync(join(scratch, 'root-'))
  write(old)
})
afterAll(() => rmSync(scratch, { recursive: true }))

test('replace: every listed file is replaced, others stay, no work folder remains', () => {
  replaceFiles(new Map(Object.entries(next)), root)
  expect(read()).toEqual({ ...old, ...next })
  replaceFiles(new Map(Object.entries(old)), root)
  expect(read()).toEqual({ ...next, ...old })
})

test('replace: the next run undoes a run that was killed at any step', { timeout: 60_000 }, async () => {
  const steps = await countSteps(next)
  expect(steps).toBeGreaterThan(10)
  const outcomes = await inPairs(steps, async (step) => {
    const here = copyOfRoot()
    expect(await replaceElsewhere(here, next, step)).toBe('SIGKILL')
    const found = wasInterrupted(here) ? 'open' : withoutDrafts(here)
    recover(here)
    // The last step removes the work folder of a finished run.
    expect(read(here)).toEqual(step === steps - 1 ? { ...old, ...next } : old)
    return found
  })
  expect(outcomes[0]).toEqual(old)
  expect(outcomes.at(-1)).toEqual({ ...old, ...next })
  expect(outcomes.filter((found) => found !== 'open' && found['a.txt'] !== 'old a')).toHaveLength(1)
  expect(outcomes.filter((found) => found === 'open').length).toBeGreaterThan(3)
})

test('replace: undoing can be killed at any step and repeated', { timeout: 60_000 }, async () => {
  const broken = copyOfRoot()
  expect(await replaceElsewhere(broken, next, (await countSteps(next)) - 2)).toBe('SIGKILL')
  expect(withoutDrafts(broken)).toMatchObject(next)
  const steps = await countSteps({}, broken)
  expect(steps).toBeGreaterThan(3)
  await inPairs(steps, async (step) => {
    const here = copyOfRoot(broken)
    expect(await replaceElsewhere(here, {}, step)).toBe('SIGKILL')
    recover(here)
    expect(read(here)).toEqual(old)
  })
})

test('replace: a file that was edited after the kill is not lost', () => {
  interrupt(4_194_305)
  writeFileSync(join(root, 'a.txt'), 'edited by hand')
  expect(() => recover(root)).toThrow('a.txt was changed after a run was killed; restore the files, then delete')
  expect(read()).toMatchObject({ 'a.txt': 'edited by hand' })
})

test('replace: a run that is still alive is not undone', () => {
  interrupt(process.ppid)
  expect(() => recover(root)).toThrow(`process ${process.ppid} is writing into ${root}; wait for it`)
  expect(() => replaceFiles(new Map([['a.txt', 'new']]), root)).toThrow('another run is writing into')
  expect(read()).toMatchObject({ 'a.txt': 'old a' })
})

test('replace: if one file cannot be written, none is', () => {
  expect(() =>
    replaceFiles(
      new Map([
        ['a.txt', 'new a'],
        ['mine.txt/c', 'new c'],
      ]),
      root,
    ),
  ).toThrow(/cannot write into .*; nothing was written/)
  expect(read()).toEqual(old)
})

/** The state in which a run leaves a folder when it is killed before its first rename. */
function interrupt(pid: number): void {
  mkdirSync(join(root, '.codegen'))
  const files = [{ path: 'a.txt', before: sha256('old a'), after: sha256('new a') }]
  write({
    '.codegen/0.old': 'old a',
    '.codegen/0.new': 'new a',
    '.codegen/journal.json': JSON.stringify({ pid, files }),
  })
}

function write(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}

function copyOfRoot(of: string = root): string {
  const copy = mkdtempSync(join(scratch, 'copy-'))
  cpSync(of, copy, { recursive: true })
  return copy
}

function read(folder: string = root): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = files.map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]))
}

function withoutDrafts(folder: string): Record<string, string> {
  return Object.fromEntries(Object.entries(read(folder)).filter(([path]) => !path.startsWith('.codegen')))
}

/** How many calls change something, in a run that is not killed. */
async function countSteps(files: Record<string, string>, of?: string): Promise<number> {
  return Number(await replaceElsewhere(copyOfRoot(of), files, Number.NaN))
}

/** Does something for each step, two at a time, and resolves to the results in order. */
async function inPairs<T>(steps: number, act: (step: number) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  for (let step = 0; step < steps; step += 2) {
    const pair = [step, step + 1].filter((each) => each < steps)
    results.push(...(await Promise.all(pair.map(act))))
  }
  return results
}

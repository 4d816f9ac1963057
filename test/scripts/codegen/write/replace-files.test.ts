import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { replaceFiles } from '../../../../scripts/codegen/write/replace-files.ts'
import { recover, sha256, wasInterrupted } from '../../../../scripts/codegen/write/undo-journal.ts'
import { replaceElsewhere } from '../../../support/codegen/replace-elsewhere.ts'

const scratch = mkdtempSync(join(tmpdir(), 'replace-test-'))
const old = { 'a.txt': 'old a', 'mine.txt': 'mine' }
const paths = ['a.txt', 'sub/b.txt']
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
    recover(here, paths)
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
    recover(here, paths)
    expect(read(here)).toEqual(old)
  })
})

test('replace: a file that was edited after the kill is not lost', () => {
  interrupt(4_194_305)
  writeFileSync(join(root, 'a.txt'), 'edited by hand')
  expect(() => recover(root, paths)).toThrow('a.txt was changed after a run was killed; restore the files, then delete')
  expect(read()).toMatchObject({ 'a.txt': 'edited by hand' })
})

test('replace: a run that is still alive is not undone', () => {
  interrupt(process.ppid)
  expect(() => recover(root, paths)).toThrow(`process ${process.ppid} is writing into ${root}; wait for it`)
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

const endedPid = 4_194_305
const entry = { path: 'a.txt', before: sha256('planted'), after: sha256('old a') }

test.each<[title: string, journal: unknown, message: RegExp]>([
  ['a path above the root', [{ ...entry, path: '../victim.txt' }], /names \.\.\/victim\.txt, which no run writes/],
  ['a file that no run writes', [{ ...entry, path: 'mine.txt', after: sha256('mine') }], /names mine\.txt/],
  ['a file to delete that no run writes', [{ ...entry, path: 'mine.txt', before: null }], /names mine\.txt/],
  ['an absolute path', [{ ...entry, path: '/etc/hostname' }], /names \/etc\/hostname/],
  ['an old file with another hash', [{ ...entry, before: sha256('other') }], /lacks the old a\.txt/],
  ['an entry without a path', [{ before: null, after: '' }], /no undo journal that can be read/],
  ['no list of files', 'a.txt', /has no undo journal;/],
])('undo journal: %s is rejected, and no file changes', (_, files, message) => {
  writeFileSync(join(root, '../victim.txt'), 'old a')
  write({ '.codegen/0.old': 'planted', '.codegen/journal.json': JSON.stringify({ pid: endedPid, files }) })
  expect(() => recover(root, paths)).toThrow(message)
  expect(read()).toMatchObject(old)
  expect(readFileSync(join(root, '../victim.txt'), 'utf8')).toBe('old a')
})

test('undo journal: a text that is not JSON, or no file, is rejected with what to do', () => {
  write({ '.codegen/journal.json': 'a text' })
  expect(() => recover(root, paths)).toThrow(/no undo journal that can be read .*; restore the files, then delete it$/)
  rmSync(join(root, '.codegen/journal.json'))
  expect(() => recover(root, paths)).toThrow(/no undo journal that can be read \(ENOENT/)
})

test('undo journal: a link in place of its folder or of an old file is rejected, and nothing outside is read or written', () => {
  const outside = mkdtempSync(join(scratch, 'outside-'))
  writeFileSync(join(outside, 'secret'), 'planted')
  write({ '.codegen/journal.json': JSON.stringify({ pid: endedPid, files: [entry] }) })
  symlinkSync(join(outside, 'secret'), join(root, '.codegen/0.old'))
  expect(() => recover(root, paths)).toThrow('lacks the old a.txt')
  expect(read()).toMatchObject(old)
  cpSync(join(root, '.codegen'), join(outside, 'work'), { recursive: true, verbatimSymlinks: true })
  rmSync(join(root, '.codegen'), { recursive: true })
  symlinkSync(join(outside, 'work'), join(root, '.codegen'))
  expect(() => recover(root, paths)).toThrow('is not a folder')
  expect(readdirSync(join(outside, 'work')).sort()).toEqual(['0.old', 'journal.json'])
})

test('undo journal: a folder of somebody else beside it stays', () => {
  write({ '.codegen-notes/a': 'mine', '.codegen-4194305/a': 'a draft' })
  recover(root, paths)
  expect(read()).toEqual({ ...old, '.codegen-notes/a': 'mine' })
})

test('replace: a folder that is a link out of the root is rejected, and nothing is written', () => {
  const outside = mkdtempSync(join(scratch, 'outside-'))
  symlinkSync(outside, join(root, 'sub'))
  expect(() => replaceFiles(new Map(Object.entries(next)), root)).toThrow(/^sub\/b\.txt leads out of /)
  expect(() => replaceFiles(new Map([['../b.txt', 'new b']]), root)).toThrow(/^\.\.\/b\.txt leads out of /)
  expect([readdirSync(outside), read()]).toEqual([[], old])
})

test('replace: a file that is a link is replaced, and what it points to stays; the root may be a link', () => {
  const outside = mkdtempSync(join(scratch, 'outside-'))
  writeFileSync(join(outside, 'target'), 'old a')
  rmSync(join(root, 'a.txt'))
  symlinkSync(join(outside, 'target'), join(root, 'a.txt'))
  symlinkSync(root, join(outside, 'root'))
  replaceFiles(new Map(Object.entries(next)), join(outside, 'root'))
  expect(read()).toMatchObject(next)
  expect(readFileSync(join(outside, 'target'), 'utf8')).toBe('old a')
  expect(existsSync(join(outside, 'root/.codegen'))).toBe(false)
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

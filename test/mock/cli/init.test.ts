import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { init } from '../../../mock/cli/init.ts'
import msw3 from '../../../node_modules/msw/package.json' with { type: 'json' }
import msw2 from '../../../node_modules/msw2/package.json' with { type: 'json' }

const root = resolve(import.meta.dirname, '../../..')
const scriptOf = (name: 'msw' | 'msw2') =>
  readFileSync(join(root, 'node_modules', name, 'lib/mockServiceWorker.js'), 'utf8')

/** A project with a version of MSW, or without, and the command run in it. */
function createProject(msw?: 'msw' | 'msw2') {
  const cwd = mkdtempSync(join(tmpdir(), 'init-'))
  onTestFinished(() => rmSync(cwd, { recursive: true }))
  mkdirSync(join(cwd, 'node_modules'))
  if (msw) symlinkSync(join(root, 'node_modules', msw), join(cwd, 'node_modules/msw'))
  return {
    cwd,
    path: (name: string) => join(cwd, name),
    run(...args: string[]) {
      const said: string[] = []
      const problems: string[] = []
      const code = init(args, {
        cwd,
        from: [join(cwd, 'absent/package.json'), join(cwd, 'package.json')],
        print: (text) => said.push(text),
        printProblem: (text) => problems.push(text),
      })
      return { code, said, problems }
    },
  }
}

test.for([
  ['msw', msw3.version],
  ['msw2', msw2.version],
] as const)('init: writes the script of the installed version, of %s', ([name, version]) => {
  const { run, path } = createProject(name)
  expect(run('static/public')).toEqual({
    code: 0,
    said: [`wrote static/public/mockServiceWorker.js, the worker script of msw ${version}`],
    problems: [],
  })
  expect(readFileSync(path('static/public/mockServiceWorker.js'), 'utf8')).toBe(scriptOf(name))
  expect(run('static/public')).toMatchObject({
    code: 0,
    said: [`static/public/mockServiceWorker.js is the worker script of msw ${version} already; nothing was changed`],
  })
})

test('init: replaces the script of another version, and no other file', () => {
  const { run, path } = createProject('msw')
  writeFileSync(path('mockServiceWorker.js'), scriptOf('msw2'))
  expect(run('.')).toMatchObject({
    code: 0,
    said: [`replaced mockServiceWorker.js by the worker script of msw ${msw3.version}`],
  })
  expect(readFileSync(path('mockServiceWorker.js'), 'utf8')).toBe(scriptOf('msw'))
  writeFileSync(path('mockServiceWorker.js'), 'mine')
  expect(run('.')).toEqual({
    code: 1,
    said: [],
    problems: ['mockServiceWorker.js is not a script of MSW, and was left alone; remove it, or name another folder'],
  })
  expect(readFileSync(path('mockServiceWorker.js'), 'utf8')).toBe('mine')
})

test('init: says why the script is not in place', () => {
  expect(createProject().run('public').problems).toEqual([
    'msw is not installed here; run "npm install --save-dev msw"',
  ])
  const { run, path } = createProject('msw')
  writeFileSync(path('public'), '')
  expect(run('public')).toMatchObject({
    code: 1,
    problems: [expect.stringMatching(/^cannot write public\/mockServiceWorker\.js: E/)],
  })
})

test.for([
  [[], 'init: name the folder that your server serves at /, such as public'],
  [[''], 'init: name the folder that your server serves at /, such as public'],
  [['a', 'b'], 'init: one folder is expected; got a, b'],
  [['--save', 'a'], "init: Unknown option '--save'"],
] as const)('init: %j is a wrong argument', ([args, message]) => {
  expect(() => createProject('msw').run(...args)).toThrow(TypeError)
  expect(() => createProject('msw').run(...args)).toThrow(message)
})

test('init: as a command it asks nothing, and ends with 0, 1 or 2', { timeout: 60_000 }, async () => {
  const { cwd, path } = createProject()
  const command = (...args: string[]): Promise<readonly [code: unknown, stdout: string, stderr: string]> =>
    new Promise((done) => {
      const child = execFile(
        process.execPath,
        [join(root, 'mock/cli/cli.ts'), 'init', ...args],
        { cwd, timeout: 30_000 },
        (error, stdout, stderr) => done([error?.code ?? 0, stdout, stderr]),
      )
      child.stdin?.end()
    })
  writeFileSync(path('file'), '')
  const [help, done, failed, wrong] = [
    await command('--help'),
    await command('public'),
    await command('file'),
    await command(),
  ]
  expect([help[0], help[2]]).toEqual([0, ''])
  expect(help[1]).toContain('Usage: scaikey-portal-mock init FOLDER')
  expect(done).toEqual([0, `wrote public/mockServiceWorker.js, the worker script of msw ${msw3.version}\n`, ''])
  expect([failed[0], failed[1]]).toEqual([1, ''])
  expect(failed[2]).toContain('scaikey-portal-mock: cannot write file/mockServiceWorker.js: E')
  expect([wrong[0], wrong[2]]).toEqual([
    2,
    'scaikey-portal-mock: init: name the folder that your server serves at /, such as public\nTry --help.\n',
  ])
})

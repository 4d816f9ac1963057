import { execFile } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { calibrate } from '../../../mock/calibrate/calibrate.ts'
import { calibrateHelp } from '../../../mock/calibrate/calibrate-help.ts'
import { listProbes } from '../../../mock/calibrate/probes.ts'
import { readPage, tableOf } from '../../support/docs/markdown.ts'
import { host, plain, portalWith, run, scratchFile, target } from '../../support/mock/calibrate-bench.ts'

test('calibrate: --dry-run lists every request and sends none, without confirmation and password', async () => {
  const { code, printed, exchanges, out } = await run(
    portalWith().fetch,
    ['--base-url', `https://${host}`, '--dry-run'],
    { ...plain, password: '' },
  )
  expect([code, exchanges.length, existsSync(out)]).toEqual([0, 0, false])
  for (const { method, path, purpose } of listProbes(plain, 1))
    expect(printed).toMatch(new RegExp(`${method} +${path} +${purpose.slice(0, 20)}`))
})

test('calibrate: an existing policy is extended, and any other file is not overwritten', async () => {
  const [mine, other] = [scratchFile(), scratchFile()]
  writeFileSync(mine, '{"lockout": {"maxFailures": 7}, "refusals": {"accountLocked": {"status": 423}}}')
  writeFileSync(other, '{"name": "a package"}')
  const { policy } = await run(portalWith().fetch, target, undefined, mine)
  expect(policy).toMatchObject({
    lockout: { maxFailures: 7 },
    refusals: { accountLocked: { status: 423 }, refreshRefused: { status: 401 } },
  })
  await expect(run(portalWith().fetch, target, undefined, other)).rejects.toThrow(
    'exists and is not a policy; name another file',
  )
  expect(readFileSync(other, 'utf8')).toBe('{"name": "a package"}')
})

test.each<[string, readonly string[], string | undefined, string]>([
  ['no target', [], undefined, '--base-url is missing'],
  [
    'no confirmation',
    ['--base-url', 'https://portal.example'],
    undefined,
    '--confirm-target must be portal.example, if you may send requests there;',
  ],
  [
    'another host',
    ['--base-url', 'https://portal.example', '--confirm-target', 'portal.example.org'],
    undefined,
    '--confirm-target must be portal.example, if you may send requests there;',
  ],
  [
    'a host without its port',
    ['--base-url', 'https://portal.example:8443', '--confirm-target', 'portal.example'],
    undefined,
    '--confirm-target must be portal.example:8443, if you may send requests there;',
  ],
  [
    'an account without its password',
    [...target, '--account', 'a@example.com'],
    '',
    'in the environment variable SCAIKEY_PASSWORD',
  ],
  [
    'a password over plain http',
    ['--base-url', 'http://portal.example', '--confirm-target', 'portal.example', '--account', 'a@example.com'],
    'p',
    '--base-url must be https to send a password, except on this machine',
  ],
  [
    'a password in the URL',
    ['--base-url', 'https://a:b@portal.example', '--confirm-target', host],
    undefined,
    'without user, query and fragment',
  ],
  ['no URL', ['--base-url', 'portal.example'], undefined, 'must be an http(s) URL'],
  [
    'more charges than there are',
    [...target, '--charges', '4'],
    undefined,
    '--charges must be a whole number from 0 to 3; got "4"',
  ],
  [
    'a rate of nothing',
    [...target, '--rate', '0'],
    undefined,
    '--rate must be requests per second, above 0 and at most 10; got "0"',
  ],
  [
    'too fast a rate',
    [...target, '--rate', '100'],
    undefined,
    '--rate must be requests per second, above 0 and at most 10; got "100"',
  ],
  [
    'a folder that is not there',
    [...target, '--out', '/no/such/folder/policy.json'],
    undefined,
    '--out /no/such/folder/policy.json: the folder does not exist',
  ],
  ['an unknown argument', [...target, '--password', 'p'], undefined, "Unknown option '--password'"],
])('calibrate: %s is rejected before anything is sent', async (_, args, password, message) => {
  const sent: Request[] = []
  const asked = calibrate(args, {
    env: { SCAIKEY_PASSWORD: password },
    clock: { now: () => 0, sleep: async () => {} },
    fetch: async (request) => {
      sent.push(request)
      return Response.json({})
    },
    print: () => {},
  })
  await expect(asked).rejects.toThrow(message)
  await expect(asked).rejects.toThrow(TypeError)
  expect(sent).toEqual([])
})

test('calibrate: is a subcommand with its own help, and exits with 2 for a wrong argument', {
  timeout: 30_000,
}, async () => {
  const cli = fileURLToPath(new URL('../../../mock/cli/cli.ts', import.meta.url))
  const start = (...args: string[]): Promise<{ code: number | null; output: string }> =>
    new Promise((resolve) => {
      const child = execFile(process.execPath, [cli, 'calibrate', ...args], (_, stdout, stderr) =>
        resolve({ code: child.exitCode, output: `${stdout}${stderr}` }),
      )
    })
  const [help, refused] = await Promise.all([start('--help'), start('--base-url', 'https://portal.example')])
  expect(help).toEqual({ code: 0, output: `${calibrateHelp}\n` })
  expect(refused.code).toBe(2)
  expect(refused.output).toContain('--confirm-target must be portal.example')
})

test('calibrate: the page has the arguments of --help', () => {
  const listed = [...calibrateHelp.matchAll(/^ {2}(--[a-z-]+(?: [A-Z]+)?) {2,}/gm)].map(([, argument]) => argument)
  expect(tableOf(readPage('docs/calibrate.md'), 'argument').map(([argument]) => argument)).toEqual(listed)
})

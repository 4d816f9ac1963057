import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { createPortalMock, seedUsers } from '../../mock/index.ts'
import { startPortalServer } from '../../mock/server.ts'
import { createDrivenPortal, createDriver } from './driver.ts'

const cli = fileURLToPath(new URL('../../mock/cli.ts', import.meta.url))

function start(...args: string[]): { child: ChildProcess; output: () => string; ended: Promise<number | null> } {
  const child = spawn(process.execPath, [cli, ...args])
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += String(chunk)))
  return { child, output: () => output, ended: once(child, 'close').then(([code]) => code) }
}

async function startListening(...args: string[]) {
  const started = start(...args)
  await expect.poll(started.output, { timeout: 10_000 }).toContain('\n')
  const url = /^listening on (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(started.output())?.[1]
  return { ...started, ...createDriver((path, init) => fetch(`${url}${path}`, init)) }
}

test.for(['SIGTERM', 'SIGINT'] as const)(
  'cli: it serves a login, and %s ends it with 0 after the answer under way',
  async (signal) => {
    const { child, ended, post, get, identify, login } = await startListening('--port', '0', '--seed', '7')
    expect((await login({ email: 'plain@acme.example', password: 'plain-password-1' })).status).toBe(200)
    expect((await get('/__mock__/users')).body).toEqual(
      JSON.parse(JSON.stringify(createPortalMock({ seed: 7 }).users.list())),
    )
    await post('/__mock__/faults', { operation: 'identify', then: { delayMs: 300 } })
    const answer = identify('plain@acme.example')
    await expect.poll(async () => JSON.stringify((await get('/__mock__/requests')).body)).toContain('identify')
    child.kill(signal)
    expect((await answer).status).toBe(200)
    expect(await ended).toBe(0)
  },
)

test('cli: --help lists the options and every seeded user with the password', async () => {
  const { output, ended } = start('--help')
  expect(await ended).toBe(0)
  for (const option of ['--port', '--host', '--seed', '--snapshot', '--policy', '--latency', '--self-check', '--help'])
    expect(output()).toContain(option)
  for (const { email, password } of seedUsers) expect(output()).toMatch(new RegExp(`${email} +${password} `))
})

test.for([
  [['--prot', '1'], "Unknown option '--prot'"],
  [['--port', 'http'], '--port is "http"; allowed: a whole number from 0 to 65535'],
  [['--port', '65536'], '--port is "65536"'],
  [['--seed', '1.5'], '--seed is "1.5"'],
  [['--latency', '-1'], "Option '--latency'"],
  [['--policy', 'no-such-file.json'], '--policy no-such-file.json: ENOENT'],
  [['--snapshot', 'package.json'], '--snapshot package.json: snapshot: version is "0.1.0"; allowed: 1'],
  [['--policy', 'package.json'], 'policy.name is not an option; allowed: identify'],
  [['4010'], "Unexpected argument '4010'"],
] as const)('cli: %j is refused with 2', async ([args, message]) => {
  const { output, ended } = start(...args)
  expect(await ended).toBe(2)
  expect(output()).toContain(message)
})

test('cli: it begins from a snapshot, under a policy, with latency', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'portal-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const { portal, login } = createDrivenPortal()
  portal.users.add({ email: 'grace@example.com', password: 'pw' })
  const { body } = await login({ email: 'grace@example.com', password: 'pw' })
  writeFileSync(join(folder, 'snapshot.json'), JSON.stringify(portal.snapshot()))
  writeFileSync(join(folder, 'policy.json'), '{"refusals": {"refreshRefused": {"status": 400}}}')
  const files = ['--snapshot', join(folder, 'snapshot.json'), '--policy', join(folder, 'policy.json')]
  const { refresh } = await startListening(...files, '--latency', '50', '--self-check')
  const before = performance.now()
  expect((await refresh(body['refresh_token'])).status).toBe(200)
  expect(performance.now() - before).toBeGreaterThanOrEqual(49)
  expect((await refresh('rt_unknown')).status).toBe(400)
})

test('cli: a port in use is said so, with 1', async () => {
  const server = await startPortalServer()
  onTestFinished(() => server.close())
  const { output, ended } = start('--port', String(server.port))
  expect(await ended).toBe(1)
  expect(output()).toContain(`port ${server.port} on 127.0.0.1 is in use`)
})

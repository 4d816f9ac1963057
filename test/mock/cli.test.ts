import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { createPortalMock, seedUsers } from '../../mock/index.ts'
import { startPortalServer } from '../../mock/server.ts'
import { createDriver } from './driver.ts'

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
  for (const option of ['--port', '--host', '--seed', '--help']) expect(output()).toContain(option)
  for (const { email, password } of seedUsers) expect(output()).toMatch(new RegExp(`${email} +${password} `))
})

test.for([
  [['--prot', '1'], "Unknown option '--prot'"],
  [['--port', 'http'], '--port is "http"; allowed: a whole number from 0 to 65535'],
  [['--port', '65536'], '--port is "65536"'],
  [['--seed', '1.5'], '--seed is "1.5"'],
  [['4010'], "Unexpected argument '4010'"],
] as const)('cli: %j is refused with 2', async ([args, message]) => {
  const { output, ended } = start(...args)
  expect(await ended).toBe(2)
  expect(output()).toContain(message)
})

test('cli: a port in use is said so, with 1', async () => {
  const server = await startPortalServer()
  onTestFinished(() => server.close())
  const { output, ended } = start('--port', String(server.port))
  expect(await ended).toBe(1)
  expect(output()).toContain(`port ${server.port} on 127.0.0.1 is in use`)
})

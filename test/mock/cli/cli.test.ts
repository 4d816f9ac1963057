import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { createPortalMock, seedUsers } from '../../../mock/index.ts'
import { startPortalServer } from '../../../mock/server/server.ts'
import manifest from '../../../package.json' with { type: 'json' }
import { createDriver, createTestPortal } from '../../support/mock/driver.ts'

const cli = fileURLToPath(new URL('../../../mock/cli/cli.ts', import.meta.url))

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
  return { ...started, url: String(url), ...createDriver((path, init) => fetch(`${url}${path}`, init)) }
}

test.for(['SIGTERM', 'SIGINT'] as const)(
  'cli: serves a login, and %s ends it with 0 after the pending answer',
  async (signal) => {
    const { child, url, ended, get, login } = await startListening('--port', '0', '--seed', '7')
    expect((await login({ email: 'plain@acme.example', password: 'plain-password-1' })).status).toBe(200)
    expect((await get('/__mock__/users')).body).toEqual(
      JSON.parse(JSON.stringify(createPortalMock({ seed: 7 }).users.list())),
    )
    const { port } = new URL(url)
    const socket = connect(Number(port), '127.0.0.1')
    const body = '{"email":"plain@acme.example"}'
    const head = `host: x\r\nexpect: 100-continue\r\ncontent-length: ${body.length}`
    socket.write(`POST /api/v1/auth/identify HTTP/1.1\r\n${head}\r\n\r\n`)
    expect(String(await once(socket, 'data'))).toMatch(/^HTTP\/1.1 100 /)
    child.kill(signal)
    await expect.poll(() => isConnectable(Number(port)), { timeout: 10_000 }).toBe(false)
    socket.write(body)
    expect(await text(socket)).toMatch(/^HTTP\/1.1 200 /)
    expect(await ended).toBe(0)
  },
)

test('cli: --help lists the options, every seeded user with the password, and where the control API is described', async () => {
  const { output, ended } = start('--help')
  expect(await ended).toBe(0)
  for (const option of ['--port', '--host', '--seed', '--snapshot', '--policy', '--latency', '--self-check', '--help'])
    expect(output()).toContain(option)
  for (const { email, password } of seedUsers) expect(output()).toMatch(new RegExp(`${email} +${password} `))
  expect(output()).toContain(`${manifest.name}/mock/control.openapi.json`)
})

test('cli: starts from a snapshot, with a policy and latency', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'portal-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const { portal, login } = createTestPortal()
  portal.users.add({ email: 'grace@example.com', password: 'pw' })
  const { body } = await login({ email: 'grace@example.com', password: 'pw' })
  writeFileSync(join(folder, 'snapshot.json'), JSON.stringify(portal.snapshot()))
  writeFileSync(join(folder, 'policy.json'), '{"refusals": {"refreshRefused": {"status": 400}}}')
  const files = ['--snapshot', join(folder, 'snapshot.json'), '--policy', join(folder, 'policy.json')]
  const { refresh, get, post } = await startListening(...files, '--latency', '60000', '--self-check')
  const answers = [refresh(body['refresh_token']), refresh('rt_unknown')]
  const arrived = async () => Object.values((await get('/__mock__/requests')).body)
  await expect.poll(arrived).toMatchObject([{ status: null }, { status: null }])
  await post('/__mock__/clock', { advanceMs: 60_000 })
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 400])
})

test('cli: a wrong argument or policy exits with 2, a port in use with 1', async () => {
  const server = await startPortalServer()
  onTestFinished(() => server.close())
  const [argument, policy, port] = [
    start('--prot'),
    start('--policy', 'package.json'),
    start('--port', `${server.port}`),
  ]
  expect(await argument.ended).toBe(2)
  expect(argument.output()).toContain("Unknown option '--prot'")
  expect(await policy.ended).toBe(2)
  expect(policy.output()).toContain('--policy package.json: unknown option "policy.name"; expected identify')
  expect(await port.ended).toBe(1)
  expect(port.output()).toContain(`port ${server.port} on 127.0.0.1 is in use`)
})

function isConnectable(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}

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
import { rawRequest } from '../../support/mock/raw-request.ts'

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
  await expect.poll(started.output, { timeout: 25_000 }).toContain('\n')
  const url = /^listening on (http:\/\/127\.0\.0\.1:\d+)\n/m.exec(started.output())?.[1]
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
    const head = `host: localhost\r\nexpect: 100-continue\r\ncontent-length: ${body.length}`
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
  const options = ['--port', '--host', '--allow-host', '--seed', '--snapshot', '--policy', '--latency', '--self-check']
  for (const option of [...options, '--log json', '--quiet', '--help']) expect(output()).toContain(option)
  expect(
    output()
      .split('\n')
      .filter((line) => line.length > 130),
  ).toEqual([])
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

test('cli: the start says where console and key set are, and who can log in, unless --quiet', async () => {
  const [loud, quiet] = [await startListening(), await startListening('--quiet')]
  const addresses = (url: string) =>
    `listening on ${url}\nconsole: ${url}/__mock__/\nkey set: ${url}/api/v1/platform/.well-known/jwks.json\n`
  expect(quiet.output()).toBe(addresses(quiet.url))
  expect(loud.output()).toContain(addresses(loud.url))
  for (const { email, password } of seedUsers) expect(loud.output()).toMatch(new RegExp(`${email} +${password} `))
  expect((await fetch(`${quiet.url}/`)).url).toBe(`${quiet.url}/__mock__/`)
})

test('cli: of a snapshot with many users the first are printed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'portal-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const { portal } = createTestPortal()
  for (let i = 0; i < 30; i += 1) portal.users.add({ email: `u${i}@acme.example`, password: 'pw' })
  writeFileSync(join(folder, 'snapshot.json'), JSON.stringify(portal.snapshot()))
  const { output } = await startListening('--snapshot', join(folder, 'snapshot.json'))
  expect(output().trimEnd().split('\n')).toHaveLength(3 + 1 + 20 + 1)
  expect(output()).toMatch(/ {2}and 17 more: GET \/__mock__\/users\n$/)
})

test('cli: --log json prints a line for each request', async () => {
  const { output, get } = await startListening('--quiet', '--log', 'json')
  await get('/api/v1/me')
  await expect.poll(() => output().trimEnd().split('\n').length).toBe(4)
  expect(JSON.parse(output().trimEnd().split('\n')[3] ?? '')).toMatchObject({
    method: 'GET',
    path: '/api/v1/me',
    portal: null,
    status: 401,
  })
})

test('cli: a host beyond this machine is warned about, and --allow-host names others', async () => {
  const { output, url } = await startListening('--quiet', '--allow-host', 'mock', '--allow-host', 'mock.internal')
  for (const [host, status] of [
    ['mock:4010', 200],
    ['mock.internal', 200],
    ['other', 403],
  ] as const) {
    expect([host, (await rawRequest(`${url}/__mock__/clock`, { headers: { host } })).status]).toEqual([host, status])
  }
  expect(output()).not.toContain('warning')
  const open = start('--host', '0.0.0.0')
  await expect.poll(open.output, { timeout: 25_000 }).toContain('listening on http://0.0.0.0:')
  expect(open.output()).toMatch(
    /^scaikey-portal-mock: warning: everybody who reaches 0\.0\.0\.0 over the network can read/m,
  )
})

test.for([
  ['UTF-8', (text: string) => Buffer.from(`\uFEFF${text}`)],
  ['UTF-16', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
] as const)('cli: --policy and --snapshot take a byte order mark in %s', async ([, encode]) => {
  const folder = mkdtempSync(join(tmpdir(), 'portal-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const { portal } = createTestPortal()
  portal.users.add({ email: 'grace@example.com', password: 'pässwörd' })
  const [snapshot, policy] = [join(folder, 'snapshot.json'), join(folder, 'policy.json')]
  writeFileSync(snapshot, encode(JSON.stringify(portal.snapshot())))
  writeFileSync(policy, encode('{"refusals": {"invalidCredentials": {"status": 400}}}'))
  const { login } = await startListening('--snapshot', snapshot, '--policy', policy)
  expect((await login({ email: 'grace@example.com', password: 'pässwörd' })).status).toBe(200)
  expect((await login({ email: 'grace@example.com', password: 'no' })).status).toBe(400)
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

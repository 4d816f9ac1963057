import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { createPortalMock } from '../../mock/index.ts'
import { type Load, load, postBytes } from './load.ts'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const plain = { email: 'plain@acme.example', password: 'plain-password-1' }
const CONNECTIONS = 16
const WARM_UP_MS = 1000
const MEASURED_MS = 4000

/** Starts a server and waits for its ready line. */
async function start(...args: string[]): Promise<{ child: ChildProcess; port: number; readyMs: number }> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${args.join(' ')} ended with ${code}`)))
    child.stdout?.on('data', (chunk) => {
      const found = /listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(String(chunk))?.[1]
      if (found !== undefined) resolve(Number(found))
    })
  })
  return { child, port, readyMs: performance.now() - startedAt }
}

async function measure(port: number, next: (connection: number, body: string) => Buffer): Promise<Load> {
  await load({ port, connections: CONNECTIONS, durationMs: WARM_UP_MS }, next)
  return await load({ port, connections: CONNECTIONS, durationMs: MEASURED_MS }, next)
}

const identifyBytes = postBytes('/api/v1/auth/identify', { email: plain.email })
const identify = (port: number): Promise<Load> => measure(port, () => identifyBytes)

/** identify, authenticate, refresh: each request made from the answer before it. */
function wholeLogin(port: number): Promise<Load> {
  return measure(port, (_, body) => {
    const answer = body === '' ? {} : JSON.parse(body)
    if (answer.flow_token !== undefined) {
      return postBytes('/api/v1/auth/authenticate', { flow_token: answer.flow_token, password: plain.password })
    }
    if (answer.status === 'SUCCESS') return postBytes('/api/v1/auth/refresh', { refresh_token: answer.refresh_token })
    return identifyBytes
  })
}

/** Milliseconds of one identify, in the process, with so many users. */
async function identifyWith(users: number): Promise<number> {
  const portal = createPortalMock({ seedUsers: false })
  for (let i = 0; i < users; i += 1) {
    portal.users.add({ email: `u${i}@acme.example`, password: 'pw', firstName: 'Ada', lastName: 'L' })
  }
  const ask = async (howMany: number): Promise<void> => {
    for (let i = 0; i < howMany; i += 1) {
      const email = `u${(i * 7919) % (users * 2)}@acme.example`
      const headers = { 'content-type': 'application/json' }
      await portal.fetch('/api/v1/auth/identify', { method: 'POST', headers, body: JSON.stringify({ email }) })
    }
  }
  await ask(5000)
  const startedAt = performance.now()
  await ask(10_000)
  return (performance.now() - startedAt) / 10_000
}

const shown = ({ requestsPerSecond, p50Ms, p99Ms }: Load): string =>
  `${Math.round(requestsPerSecond).toString().padStart(6)} requests/s, p50 ${p50Ms.toFixed(2)} ms, p99 ${p99Ms.toFixed(2)} ms`

const raw = await start(at('./raw-server.ts'))
const rawLoad = await identify(raw.port)
raw.child.kill()
const mock = await start(at('../../mock/cli.ts'), '--port', '0')
const mockLoad = await identify(mock.port)
const loginLoad = await wholeLogin(mock.port)
mock.child.kill()
const ready: number[] = [mock.readyMs]
for (let i = 0; i < 4; i += 1) {
  const again = await start(at('../../mock/cli.ts'), '--port', '0')
  again.child.kill()
  ready.push(again.readyMs)
}
ready.sort((a, b) => a - b)
const [few, many] = [await identifyWith(10), await identifyWith(1_000_000)]

console.log(`identify, raw node:http   ${shown(rawLoad)}`)
console.log(`identify, this mock       ${shown(mockLoad)}`)
console.log(
  `                          ${(mockLoad.requestsPerSecond / rawLoad.requestsPerSecond).toFixed(2)} of raw; aim 0.50`,
)
console.log(
  `identify, authenticate, refresh ${shown(loginLoad)}; ${Math.round(loginLoad.requestsPerSecond / 3)} logins/s`,
)
console.log(
  `identify in the process   ${few.toFixed(4)} ms with 10 users, ${many.toFixed(4)} ms with 1,000,000; aim: flat`,
)
console.log(`start to the ready line   ${ready[2]?.toFixed(0)} ms, the median of five; aim 500`)

// Compares the mock with a minimal server and with Prism: npm run bench [-- --rounds 9]
// The servers are measured alternately, round by round, so that a busy machine slows all of them alike.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Load, load, postBytes } from './load.ts'
import { identifyCosts } from './many-users.ts'
import { type Server, startPrism, startServer } from './servers.ts'
import { signatureUs } from './signature.ts'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '9' } } })
const rounds = Number(values.rounds)
if (!Number.isSafeInteger(rounds) || rounds < 1) throw new TypeError(`--rounds is ${values.rounds}; allowed: 1 or more`)
const CONNECTIONS = 16
/** The warm-up: this number of requests, or this number of slices for a slow server. Node has compiled the hot paths by then. */
const WARM_UP_REQUESTS = 50_000
const WARM_UP_SLICES = 15
const SLICE_MS = 1000
const STARTS = 9
const MANY = 1_000_000

type Work = () => Parameters<typeof load>[1]
const plain = { email: 'plain@acme.example', password: 'plain-password-1' }
const identifyBytes = postBytes('/api/v1/auth/identify', { email: plain.email })
const identify: Work = () => () => identifyBytes

const loginBytes = postBytes('/api/v1/auth/login', plain)
const login: Work = () => () => loginBytes

/** Repeats identify, authenticate and refresh. Each request is built from the previous response. */
const wholeLogin: Work = () => {
  const steps = new Map<number, number>()
  return (connection, body) => {
    const step = steps.get(connection) ?? 0
    steps.set(connection, (step + 1) % 3)
    if (step === 0) return identifyBytes
    const { flow_token, refresh_token } = JSON.parse(body)
    return step === 1
      ? postBytes('/api/v1/auth/authenticate', { flow_token, password: plain.password })
      : postBytes('/api/v1/auth/refresh', { refresh_token })
  }
}

/** A load and the CPU time per request. */
type Measured = Load & { processorUs: number }

const median = (figures: readonly number[]): number =>
  figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN
const spread = (figures: readonly number[], digits: number): string =>
  `${median(figures).toFixed(digits)} (${Math.min(...figures).toFixed(digits)} to ${Math.max(...figures).toFixed(digits)})`

type Name = 'raw' | 'mock' | 'prism'
type Loads = ReadonlyMap<Name, Measured[]>

/** The loads of each server for the same requests, round by round. */
async function compare(servers: ReadonlyMap<Name, Server>, work: Work): Promise<Loads> {
  const run = async ({ port, processorMs }: Server, durationMs: number): Promise<Measured> => {
    const beforeMs = processorMs()
    const measured = await load({ port, connections: CONNECTIONS, durationMs }, work())
    const requests = (measured.requestsPerSecond * durationMs) / 1000
    return { ...measured, processorUs: ((processorMs() - beforeMs) * 1000) / requests }
  }
  for (const server of servers.values()) {
    let asked = 0
    for (let slice = 0; slice < WARM_UP_SLICES && asked < WARM_UP_REQUESTS; slice += 1) {
      asked += ((await run(server, SLICE_MS)).requestsPerSecond * SLICE_MS) / 1000
    }
  }
  const loads = new Map<Name, Measured[]>()
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, server] of servers) {
      loads.set(name, [...(loads.get(name) ?? []), await run(server, SLICE_MS)])
    }
  }
  return loads
}

function print(title: string, loads: Loads): void {
  console.log(`\n${title}: median (least to most) of ${rounds} rounds`)
  const figures = (name: Name, figure: keyof Measured) => (loads.get(name) ?? []).map((each) => each[figure])
  for (const name of loads.keys()) {
    const [p50, p99, work] = (['p50Ms', 'p99Ms', 'processorUs'] as const).map((each) => median(figures(name, each)))
    const latency = `p50 ${p50?.toFixed(2)} ms, p99 ${p99?.toFixed(2)} ms, processor ${work?.toFixed(0)} µs a request`
    console.log(`  ${name.padEnd(6)} ${spread(figures(name, 'requestsPerSecond'), 0)} requests/s, ${latency}`)
  }
  for (const other of [...loads.keys()].filter((name) => name !== 'mock')) {
    const ratios = (figure: keyof Measured) =>
      figures('mock', figure).map((each, i) => each / (figures(other, figure)[i] ?? 0))
    const work = ratios('processorUs').map((ratio) => 1 / ratio)
    console.log(
      `  mock : ${other.padEnd(5)}  ${spread(ratios('requestsPerSecond'), 2)}; by processor time ${spread(work, 2)}`,
    )
  }
}

/** Prints what a login costs beyond its signature, in raw requests; `loads` are of one-step logins. */
async function printLogin(loads: Loads): Promise<void> {
  const signature = await signatureUs('RS256', 3000)
  const beyond = (loads.get('mock') ?? []).map((each, i) => {
    return (each.processorUs - signature) / (loads.get('raw')?.[i]?.processorUs ?? 0)
  })
  console.log(
    `  one RS256 signature takes ${signature.toFixed(0)} µs; the rest of a login, in raw requests: ${spread(beyond, 2)}`,
  )
}

/** The two servers, and Prism if the registry is reachable. */
async function startAll(mock: string): Promise<ReadonlyMap<Name, Server>> {
  const servers = new Map<Name, Server>()
  servers.set('raw', await startServer(at('./raw-server.ts')))
  servers.set('mock', await startServer(mock, '--port', '0'))
  try {
    const prism = await startPrism(at('../../openapi.json'))
    console.log(`Prism ${prism.version}`)
    servers.set('prism', prism)
  } catch (error) {
    console.log(`without Prism: ${error instanceof Error ? error.message : String(error)}`)
  }
  return servers
}

async function readyTimes(cli: string): Promise<number[]> {
  const times: number[] = []
  for (let i = 0; i < STARTS; i += 1) {
    const server = await startServer(cli, '--port', '0')
    times.push(server.readyMs)
    await server.stop()
  }
  return times
}

const sources = at('../../mock/cli/cli.ts')
const built = at('../../dist/cli.js')
console.log(`Node ${process.version}; the mock runs from its ${existsSync(built) ? 'build' : 'sources'}`)
const servers = await startAll(existsSync(built) ? built : sources)
try {
  print('identify (aims: 0.65 of raw node:http, 7 times Prism)', await compare(servers, identify))
  const logins = await compare(servers, login)
  print('one-step login', logins)
  await printLogin(logins)
  const title = 'identify, authenticate, refresh (the mock hashes a password twice and signs two tokens)'
  print(title, await compare(servers, wholeLogin))
} finally {
  for (const server of servers.values()) await server.stop()
}

const costs = await identifyCosts(10, MANY)
const manyToFew = costs.many.map((each, i) => each / (costs.few[i] ?? 0))
console.log('\nidentify in the process, microseconds (aim: flat)')
console.log(`  10 users          ${spread(costs.few, 1)}`)
console.log(`  1,000,000 users   ${spread(costs.many, 1)}`)
console.log(`  many : few        ${spread(manyToFew, 2)}`)

console.log(`\nfrom start to the ready line, ms, of ${STARTS} starts (aim: 500)`)
console.log(`  from the sources  ${spread(await readyTimes(sources), 0)}`)
if (existsSync(built)) console.log(`  built             ${spread(await readyTimes(built), 0)}`)

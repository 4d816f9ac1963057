// How fast the mock is, beside the least that a server can do and beside Prism: npm run bench [-- --rounds 9]
// Every server is asked in turn, again and again, so that a busy machine is as busy for one as for the other.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Load, load, postBytes } from './load.ts'
import { identifyCosts } from './many-users.ts'
import { type Server, startPrism, startServer } from './servers.ts'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '9' } } })
const rounds = Number(values.rounds)
const CONNECTIONS = 16
const WARM_UP_MS = 2000
const SLICE_MS = 1000
const STARTS = 9
const MANY = 1_000_000

type Work = () => Parameters<typeof load>[1]
const plain = { email: 'plain@acme.example', password: 'plain-password-1' }
const identifyBytes = postBytes('/api/v1/auth/identify', { email: plain.email })
const identify: Work = () => () => identifyBytes

/** identify, authenticate, refresh and again: each request is made from the answer before it. */
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

/** A load, and how long the processor worked for each request. */
type Measured = Load & { processorUs: number }

const median = (figures: readonly number[]): number =>
  figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN
const spread = (figures: readonly number[], digits: number): string =>
  `${median(figures).toFixed(digits)} (${Math.min(...figures).toFixed(digits)} to ${Math.max(...figures).toFixed(digits)})`

/** The loads of each server under the same work, round by round. */
async function compare<Name extends string>(
  servers: Record<Name, Server>,
  work: Work,
): Promise<Record<Name, Measured[]>> {
  const names = Object.keys(servers) as Name[]
  const run = async ({ port, processorMs }: Server, durationMs: number): Promise<Measured> => {
    const beforeMs = processorMs()
    const measured = await load({ port, connections: CONNECTIONS, durationMs }, work())
    const requests = (measured.requestsPerSecond * durationMs) / 1000
    return { ...measured, processorUs: ((processorMs() - beforeMs) * 1000) / requests }
  }
  for (const name of names) await run(servers[name], WARM_UP_MS)
  const loads = Object.fromEntries(names.map((name): [Name, Measured[]] => [name, []])) as Record<Name, Measured[]>
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) loads[name].push(await run(servers[name], SLICE_MS))
  }
  return loads
}

function print(title: string, loads: Record<'raw' | 'mock' | 'prism', Measured[]>): void {
  console.log(`\n${title}: median (least to most) of ${rounds} rounds`)
  const figures = (name: keyof typeof loads, figure: keyof Measured) => loads[name].map((each) => each[figure])
  for (const name of ['raw', 'mock', 'prism'] as const) {
    const [p50, p99, work] = (['p50Ms', 'p99Ms', 'processorUs'] as const).map((each) => median(figures(name, each)))
    const latency = `p50 ${p50?.toFixed(2)} ms, p99 ${p99?.toFixed(2)} ms, processor ${work?.toFixed(0)} µs a request`
    console.log(`  ${name.padEnd(6)} ${spread(figures(name, 'requestsPerSecond'), 0)} requests/s, ${latency}`)
  }
  for (const other of ['raw', 'prism'] as const) {
    const ratios = (figure: keyof Measured) =>
      figures('mock', figure).map((each, i) => each / (figures(other, figure)[i] ?? 0))
    const work = ratios('processorUs').map((ratio) => 1 / ratio)
    console.log(
      `  mock : ${other.padEnd(5)}  ${spread(ratios('requestsPerSecond'), 2)}; by processor time ${spread(work, 2)}`,
    )
  }
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

const sources = at('../../mock/cli.ts')
const built = at('../../dist/cli.js')
console.log(`Node ${process.version}; the mock runs from its ${existsSync(built) ? 'build' : 'sources'}`)
const servers = {
  raw: await startServer(at('./raw-server.ts')),
  mock: await startServer(existsSync(built) ? built : sources, '--port', '0'),
  prism: await startPrism(at('../../openapi.json')),
}
print('identify (aims: 0.50 of raw node:http, 5 times Prism)', await compare(servers, identify))
print(
  'identify, authenticate, refresh (the mock hashes a password twice and signs two tokens)',
  await compare(servers, wholeLogin),
)
for (const server of Object.values(servers)) await server.stop()

const costs = await identifyCosts(10, MANY)
console.log(`\nidentify in the process, microseconds (aim: flat)`)
console.log(`  10 users          ${spread(costs.few, 1)}`)
console.log(`  1,000,000 users   ${spread(costs.many, 1)}`)
console.log(
  `  many : few        ${spread(
    costs.many.map((each, i) => each / (costs.few[i] ?? 0)),
    2,
  )}`,
)

console.log(`\nfrom start to the ready line, ms, of ${STARTS} starts (aim: 500)`)
console.log(`  from the sources  ${spread(await readyTimes(sources), 0)}`)
if (existsSync(built)) console.log(`  built             ${spread(await readyTimes(built), 0)}`)

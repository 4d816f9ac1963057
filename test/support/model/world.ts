import { createFakeBrowser, type FakeBrowser, type FakeTab, type FakeTabPorts } from '../../../mock/tabs.ts'
import { createPortalAuth, type PortalAuth, type PortalAuthEvent, type SessionSnapshot } from '../../../src/index.ts'
import { laggingStorage, type StorageWrite } from './lagging-storage.ts'
import { createNetwork, type Network } from './network.ts'
import type { NetworkFault, Operation, Setting } from './plan.ts'
import { createReport, type Report } from './report.ts'
import { createStrictServer, type StrictServer } from './strict-server.ts'

export const baseUrl = 'https://portal.example'

/** How long the client waits for an answer to a refresh, in milliseconds: three times its `timeoutMs`. */
export const answerTimeoutMs = 30_000

/** A promise that a client returned. */
export interface Call {
  readonly what: 'get_access_token' | 'refresh' | 'fetch_me' | 'login' | 'logout'
  readonly client: ModelClient
  readonly startMs: number
  settledAtMs: number | undefined
  value: unknown
  error: unknown
  /** What its requests carry in the header `callHeader`. */
  readonly number: number
  /** The session that the tab showed when it began; undefined without one, or while the storage was being read. */
  readonly sessionId: string | undefined
}

/** A time in which the machine slept. */
interface Sleep {
  readonly fromMs: number
  readonly toMs: number
}

/** A client in a tab, and what the model knows about both. */
export interface ModelClient {
  readonly name: string
  readonly tab: FakeTab
  readonly auth: PortalAuth
  readonly events: { readonly atMs: number; readonly event: PortalAuthEvent }[]
  readonly snapshots: SessionSnapshot[]
  /** Faults that wait for the next request of their kind. */
  readonly armed: { readonly on: Operation; readonly fault: NetworkFault }[]
  /** When the tab was frozen, killed, throttled or taken offline. */
  readonly hinderedAtMs: number[]
  state: 'running' | 'frozen' | 'killed'
  online: boolean
  throttleMs: number
  /** Callbacks that wait until the tab is resumed. */
  readonly onResume: (() => void)[]
}

/** One run of the model: a browser, a server, and a record of every event. */
export interface World {
  readonly setting: Setting
  readonly browser: FakeBrowser
  readonly server: StrictServer
  readonly network: Network
  readonly clients: ModelClient[]
  readonly calls: Call[]
  /** Writes to the shared storage, in order. */
  readonly writes: StorageWrite[]
  readonly clockJumpsAtMs: number[]
  readonly clearedAtMs: number[]
  readonly sleeps: Sleep[]
  readonly report: Report
  now(): number
  /** Waits in virtual time, independently of any tab. */
  lag(ms: number): Promise<void>
  open(): ModelClient
  /** Begins a call of a client and records it. `begin` gets its number. */
  keep(client: ModelClient, what: Call['what'], begin: (number: number) => Promise<unknown>): Promise<unknown>
}

/** Makes a world without clients. */
export function createWorld(setting: Setting): World {
  const browser = createFakeBrowser({ fetch: (request) => server.answer(request), seed: setting.seed })
  const now = browser.now
  const server = createStrictServer({
    now,
    accessLifetimeMs: setting.access.lifetimeMs,
    isOpaque: setting.access.isOpaque,
    refreshLifetimeMs: setting.refreshLifetimeMs,
    graceMs: setting.graceMs,
    onHostileClaims: () => {
      world.report.faults.hostile_claims += 1
    },
  })
  // A tab without faults, used for its clock.
  const { setTimeout } = browser.openTab().ports.clock
  const random = createRandom(setting.seed)

  const world: World = {
    setting,
    browser,
    server,
    network: createNetwork(() => world),
    clients: [],
    calls: [],
    writes: [],
    clockJumpsAtMs: [],
    clearedAtMs: [],
    sleeps: [],
    report: createReport(),
    now,
    lag: (ms) => (ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve()),
    open() {
      const tab = browser.openTab()
      const events: ModelClient['events'] = []
      const parts = { name: `tab ${world.clients.length + 1}`, tab, events, snapshots: [], armed: [] }
      const state = { state: 'running' as const, online: true, throttleMs: 0, onResume: [], hinderedAtMs: [] }
      const client: ModelClient = Object.assign(parts, state, {
        auth: createPortalAuth({
          baseUrl,
          ...tab.ports,
          clock: throwingOnLoops(tab.ports.clock),
          storage: laggingStorage(tab.ports.storage, () => client, world),
          ...(setting.lock === 'none' && { lock: deniedLocks }),
          random,
          onEvent: (event) => events.push({ atMs: now(), event }),
        }),
      })
      tab.network = (request, next) => world.network.exchange(client, request, next)
      client.auth.session.subscribe((snapshot) => client.snapshots.push(snapshot))
      world.clients.push(client)
      return client
    },
    keep(client, what, begin) {
      const number = world.calls.length + 1
      const snapshot = client.auth.session.getSnapshot()
      const sessionId = snapshot.status === 'signed_in' ? snapshot.sessionId : undefined
      const outcome = { settledAtMs: undefined, value: undefined, error: undefined }
      const call: Call = { what, client, startMs: now(), number, sessionId, ...outcome }
      world.calls.push(call)
      const promise = begin(number)
      const settled = (): void => {
        call.settledAtMs = now()
      }
      return promise.then(
        (value) => {
          call.value = value
          settled()
        },
        (error: unknown) => {
          call.error = error
          settled()
        },
      )
    },
  }
  return world
}

/** A clock that throws when a client sets one timer after another while no time passes. */
function throwingOnLoops(clock: FakeTabPorts['clock']): FakeTabPorts['clock'] {
  let atMs = 0
  let count = 0
  return {
    ...clock,
    setTimeout(task, delayMs) {
      count = clock.monotonicNow() === atMs ? count + 1 : 0
      atMs = clock.monotonicNow()
      if (count > 1000) throw new Error(`I3: timers are set in a loop at ${atMs}`)
      return clock.setTimeout(task, delayMs)
    },
  }
}

const deniedLocks = { request: () => Promise.reject(new DOMException('denied', 'SecurityError')) }

/** The same numbers for the same seed: Mulberry32. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

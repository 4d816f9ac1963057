import { onTestFinished, vi } from 'vitest'
import { createPortalMock, type NewUser, type PortalMock } from '../../../mock/index.ts'
import { createFakeBrowser, type FakeBrowser, type FakeNetwork, type FakeTab } from '../../../mock/tabs.ts'
import { createPortalAuth, type PortalAuth, type PortalAuthEvent, type PortalAuthOptions } from '../../../src/index.ts'
import { type Allowed, checkInvariants } from './check-invariants.ts'
import { setFlowStorage } from './flow-of.ts'
import { watchPromises } from './watch-promises.ts'

export const baseUrl = 'https://portal.example'
export const me = `${baseUrl}/api/v1/me`
export const email = 'ada@example.com'
export const bob = 'bob@example.com'
export const password = 'planted-password'
/** How long an access token is valid. */
export const lifetimeMs = 600_000

/** How long a promise of a client may stay pending, in milliseconds of virtual time. */
const longestWaitMs = 120_000

/** A client in a tab of the scenario's browser. */
export interface Client {
  readonly tab: FakeTab
  readonly auth: PortalAuth
  readonly events: PortalAuthEvent[]
  /** The snapshots that the session's store has passed to a subscriber, in order. */
  readonly snapshots: unknown[]
}

/** As many clients as there are tabs. */
type Clients<Tabs extends number, Made extends Client[] = []> = number extends Tabs
  ? Client[]
  : Made['length'] extends Tabs
    ? Made
    : Clients<Tabs, [...Made, Client]>

/** What a scenario is made with. */
export interface ScenarioOptions<Tabs extends number = 1> {
  /** How many tabs are open at the start. Default: 1. */
  readonly tabs?: Tabs
  readonly policy?: object
  /** Changes to the user {@link email}, who has one tenant, no second factor and the status `ACTIVE`. */
  readonly user?: Partial<NewUser>
  /** Options of every client, or a function that makes them for a tab. Default: the tab's ports. */
  readonly client?: Partial<PortalAuthOptions> | ((tab: FakeTab) => Partial<PortalAuthOptions>)
  /** Stands between every tab and the portal. Default: passes everything on. */
  readonly network?: FakeNetwork
}

/**
 * A strict portal, one clock, and one or more clients, each in a tab of a browser in virtual time. Its members of
 * {@link Client} are those of the first tab. Calls can be awaited as they are; one that waits for a timer needs
 * `browser.run`.
 */
export interface Scenario extends Client {
  readonly browser: FakeBrowser
  /** Knows {@link email} and {@link bob}, of one tenant, without a second factor. `clock.advance` runs no timer. */
  readonly portal: PortalMock
  /** The clients of the tabs that were open at the start. */
  readonly clients: readonly Client[]
  /** The refresh requests that reached the portal: token, when, and the status it was answered with. */
  readonly refreshes: readonly { token: string; atMs: number; status: number | undefined }[]
  /** How many requests of an operation reached the portal. */
  count(operation: string): number
  /** Opens another tab with a client in it. */
  open(options?: Partial<PortalAuthOptions>, tab?: FakeTab): Client
  /** Loads the page of a client again. */
  reload(client: Client): Client
  /** Signs in in the first tab; the others adopt the session. */
  signIn(): Promise<void>
  /** Lets every tab sleep until the access token has expired, and wakes them in the same millisecond. */
  expire(): Promise<void>
  /**
   * Waits, in virtual time, for every promise of a client, and checks the invariants. It runs by itself when a test ends;
   * a test calls it to allow a replay or a reuse.
   */
  finish(allowed?: Allowed): Promise<void>
}

/** A scenario whose number of clients TypeScript knows. */
export type ScenarioOf<Tabs extends number> = Scenario & { readonly clients: Clients<Tabs> }

/** Begins a test. */
export function createScenario<const Tabs extends number = 1>(options: ScenarioOptions<Tabs> = {}): ScenarioOf<Tabs> {
  const { tabs = 1, policy = {}, user = {}, client = {}, network } = options
  const refreshes: { token: string; atMs: number; status: number | undefined }[] = []
  const secrets = new Set([password])
  const promised: { readonly promise: Promise<unknown>; readonly tab: FakeTab }[] = []
  const shown: unknown[] = []
  const killed = new Set<FakeTab>()
  let finished = false

  for (const method of ['debug', 'error', 'info', 'log', 'warn'] as const) {
    vi.spyOn(console, method).mockImplementation((...words) => void shown.push(...words))
  }
  onTestFinished(async ({ task }) => {
    if (!finished && task.result?.state !== 'fail') await finish()
  }, 60_000)

  const browser = createFakeBrowser({
    // TABS_SEED=N plays every scenario in other tabs.
    seed: Number(process.env.TABS_SEED ?? 1),
    async fetch(request) {
      const isRefresh = request.url.endsWith('/auth/refresh')
      const token = isRefresh ? String((await request.clone().json()).refresh_token) : ''
      const entry = { token, atMs: browser.now(), status: undefined as number | undefined }
      if (isRefresh) refreshes.push(entry)
      const response = await portal.fetch(request)
      entry.status = response.status
      for (const [, secret = ''] of (await response.clone().text()).matchAll(/"\w+_token":\s*"([^"]+)"/g))
        secrets.add(secret)
      return response
    },
  })
  const portal = createPortalMock({
    seed: 7,
    seedUsers: false,
    clock: { now: browser.now },
    policy: { access: { lifetimeSeconds: lifetimeMs / 1000, algorithm: 'ES256' }, ...policy },
  })
  portal.users.add({ email, password, tenants: ['acme'], ...user })
  portal.users.add({ email: bob, password, tenants: ['acme'] })

  /** The tab's clock, plus what a test has advanced the portal's clock by. */
  function clockOf({ ports }: FakeTab): FakeTab['ports']['clock'] {
    const aheadMs = (): number => portal.clock.now() - browser.now()
    return {
      now: () => ports.clock.now() + aheadMs(),
      monotonicNow: () => ports.clock.monotonicNow() + aheadMs(),
      setTimeout: (run, delayMs) => ports.clock.setTimeout(run, delayMs),
    }
  }

  const clients: Client[] = []
  function open(own: Partial<PortalAuthOptions> = {}, tab: FakeTab = browser.openTab()): Client {
    const events: PortalAuthEvent[] = []
    const snapshots: unknown[] = []
    const { kill } = tab
    tab.kill = () => {
      killed.add(tab)
      kill()
    }
    if (network) tab.network = network
    const made = createPortalAuth({
      baseUrl,
      ...tab.ports,
      clock: clockOf(tab),
      onEvent: (event) => events.push(event),
      ...(typeof client === 'function' ? client(tab) : client),
      ...own,
    })
    const auth = watchPromises(made, (promise) => {
      promised.push({ promise, tab })
      promise.catch((error: unknown) => shown.push(error))
    })
    setFlowStorage(auth, tab.flowStorage)
    auth.session.subscribe((snapshot) => snapshots.push(snapshot))
    const opened = { tab, auth, events, snapshots }
    clients.push(opened)
    shown.push(auth, events, snapshots)
    return opened
  }
  const first = open()
  for (let count = 1; count < tabs; count++) open()

  async function finish(allowed: Allowed = {}): Promise<void> {
    finished = true
    for (const tab of browser.tabs) tab.resume()
    const owed = promised.filter(({ tab }) => !killed.has(tab)).map(({ promise }) => promise)
    await browser.run(Promise.allSettled(owed), longestWaitMs).catch((error: unknown) => {
      throw new Error('I3: every promise settles', { cause: error })
    })
    await browser.advance(60_000)
    checkInvariants({ browser, portal, refreshes, shown, secrets }, allowed)
  }

  return {
    ...first,
    browser,
    portal,
    clients: [...clients] as Clients<Tabs>,
    refreshes,
    count: (name) => portal.requests.filter(({ operation }) => operation === name).length,
    open,
    reload: ({ tab }) => open({}, browser.reload(tab)),
    async signIn() {
      await browser.run(first.auth.login({ email, password }))
      await browser.advance(1000)
    },
    async expire() {
      for (const { tab } of clients) tab.freeze()
      await browser.advance(lifetimeMs)
      for (const { tab } of clients) tab.resume()
    },
    finish,
  }
}

/** A scenario in which {@link email} has signed in. */
export async function createSignedInScenario<const Tabs extends number = 1>(
  options: ScenarioOptions<Tabs> = {},
): Promise<ScenarioOf<Tabs>> {
  const scenario = createScenario(options)
  await scenario.signIn()
  return scenario
}

/** The types of the events a client has seen, in order. */
export const eventTypes = ({ events }: Client): string[] => events.map(({ type }) => type)

import { inspect } from 'node:util'
import { expect, onTestFinished, vi } from 'vitest'
import { createPortalMock, type PortalMock } from '../../../mock/index.ts'
import { createFakeBrowser, type FakeBrowser, type FakeTab } from '../../../mock/tabs.ts'
import {
  createPortalAuth,
  isPortalAuthError,
  type PortalAuth,
  type PortalAuthEvent,
  type PortalAuthOptions,
} from '../../../src/index.ts'

export const baseUrl = 'https://portal.example'
export const me = `${baseUrl}/api/v1/me`
export const email = 'ada@example.com'
export const bob = 'bob@example.com'
export const password = 'planted-password'
export const lifetimeMs = 600_000

/** The lock of a browser that refuses it: the lease takes its place. */
export const deniedLocks = { request: () => Promise.reject(new DOMException('denied', 'SecurityError')) }

/** The longest that anything a client has promised may take, in milliseconds of virtual time. */
const longestWaitMs = 120_000

/** A client in a tab of the scenario's browser. */
export interface Client {
  readonly tab: FakeTab
  readonly auth: PortalAuth
  readonly events: PortalAuthEvent[]
  readonly snapshots: unknown[]
}

/** What a scenario is made with. */
export interface ScenarioOptions {
  readonly tabs?: number
  readonly policy?: object
  /** Options of every client, by the tab it is in. */
  readonly client?: (tab: FakeTab) => Partial<PortalAuthOptions>
}

/** Several tabs on one session, a strict portal, and everything that the invariants need to know. */
export interface Scenario {
  readonly browser: FakeBrowser
  readonly portal: PortalMock
  readonly clients: Client[]
  /** The refresh requests that reached the portal: token, when, and the status it was answered with. */
  readonly refreshes: { token: string; atMs: number; status: number | undefined }[]
  open(options?: Partial<PortalAuthOptions>, tab?: FakeTab): Client
  /** Loads the page of a client again. */
  reload(client: Client): Client
  /** Signs in in the first tab; the others take the session up. */
  signIn(): Promise<void>
  /** Lets every tab sleep until the access token is over, and wakes them in the same millisecond. */
  expire(): Promise<void>
  /** Waits, in virtual time, for everything that clients have promised, and checks what must always hold. Each test ends with it. */
  finish(allowed?: { readonly replays?: number; readonly reuse?: number }): Promise<void>
}

export function createScenario({ tabs = 1, policy = {}, client = () => ({}) }: ScenarioOptions = {}): Scenario {
  const refreshes: Scenario['refreshes'] = []
  const secrets = new Set([password])
  const promised: { readonly promise: Promise<unknown>; readonly tab: FakeTab }[] = []
  const errors: unknown[] = []
  const killed = new Set<FakeTab>()
  const logged: unknown[] = []
  let finished = false

  for (const method of ['debug', 'error', 'info', 'log', 'warn'] as const) {
    vi.spyOn(console, method).mockImplementation((...words) => void logged.push(...words))
  }
  onTestFinished(({ task }) => {
    if (task.result?.state !== 'fail') expect(finished, 'every scenario ends with finish()').toBe(true)
  })

  const browser = createFakeBrowser({
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
  portal.users.add({ email, password, tenants: ['acme'] })
  portal.users.add({ email: bob, password, tenants: ['acme'] })

  const clients: Client[] = []
  function open(options: Partial<PortalAuthOptions> = {}, tab: FakeTab = browser.openTab()): Client {
    const events: PortalAuthEvent[] = []
    const snapshots: unknown[] = []
    const { kill } = tab
    tab.kill = () => {
      killed.add(tab)
      kill()
    }
    const made = createPortalAuth({
      baseUrl,
      ...tab.ports,
      onEvent: (event) => events.push(event),
      ...client(tab),
      ...options,
    })
    const auth = watchPromises(made, (promise) => {
      promised.push({ promise, tab })
      promise.catch((error: unknown) => errors.push(error))
    })
    auth.session.subscribe((snapshot) => snapshots.push(snapshot))
    const opened = { tab, auth, events, snapshots }
    clients.push(opened)
    return opened
  }
  for (let count = 0; count < tabs; count++) open()

  return {
    browser,
    portal,
    clients,
    refreshes,
    open,
    reload: ({ tab }) => open({}, browser.reload(tab)),
    async signIn() {
      const [first] = clients
      if (first) await browser.run(first.auth.login({ email, password }))
      await browser.advance(1000)
    },
    async expire() {
      for (const { tab } of clients) tab.freeze()
      await browser.advance(lifetimeMs)
      for (const { tab } of clients) tab.resume()
    },
    async finish({ replays = 0, reuse = 0 } = {}) {
      finished = true
      for (const tab of browser.tabs) tab.resume()
      const owed = promised.filter(({ tab }) => !killed.has(tab)).map(({ promise }) => promise)
      await browser.run(Promise.allSettled(owed), longestWaitMs).catch((error: unknown) => {
        throw new Error('I3: every promise settles', { cause: error })
      })
      await browser.advance(60_000)

      const posts = Map.groupBy(refreshes, ({ token }) => token)
      const repeated = [...posts.values()].reduce((sum, { length }) => sum + length - 1, 0)
      expect(repeated, 'I1: no refresh token is sent twice').toBe(replays)

      const families = Object.values(portal.snapshot().state.families)
      const revoked = families.filter(({ revokedBecause }) => revokedBecause === 'reuse')
      expect(revoked.length, 'I2: the server sees no reuse').toBe(reuse)

      expect(findRollbacks(browser.storage.history), 'I4: storage never goes back').toEqual([])

      const printed = [
        ...errors,
        ...logged,
        ...clients.flatMap(({ auth, events, snapshots }) => [auth, events, snapshots]),
      ]
        .flatMap((value) => [
          inspect(value, { depth: 9, showHidden: true }),
          JSON.stringify(value),
          isPortalAuthError(value) ? value.stack : '',
        ])
        .join('\n')
      expect(
        [...secrets].filter((secret) => printed.includes(secret)),
        'I5: nothing secret is printed',
      ).toEqual([])
    },
  }
}

/** The client as it is, but that someone is told of each promise it hands out. */
function watchPromises(auth: PortalAuth, tell: (promise: Promise<unknown>) => void): PortalAuth {
  return new Proxy(auth, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      return (...given: unknown[]) => {
        const result: unknown = value(...given)
        if (result instanceof Promise) tell(result)
        return result
      }
    },
  })
}

/** The types of the events a client has seen, in order. */
export const eventTypes = ({ events }: Client): string[] => events.map(({ type }) => type)

/** A stored record; nothing, for what a test has put there to be no record. */
function parse(text: string): { lineage?: string; generation?: number; session?: { refreshToken: string } } {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

/** Writes that put an older session over a newer one: a lower generation, or a lineage or token that was replaced before. */
function findRollbacks(history: readonly string[]): string[] {
  const replaced = new Set<string>()
  let last: { readonly [name in 'lineage' | 'token']?: string | undefined } & {
    readonly generation?: number | undefined
  } = {}
  return history.filter((text) => {
    const { lineage, generation, session } = parse(text)
    const next = { lineage, generation, token: session?.refreshToken }
    for (const name of ['lineage', 'token'] as const) {
      if (last[name] !== next[name]) replaced.add(last[name] ?? '')
    }
    const rolledBack =
      (lineage === last.lineage && (generation ?? 0) < (last.generation ?? 0)) ||
      [lineage, next.token].some((name) => name && replaced.has(name))
    last = next
    return rolledBack
  })
}

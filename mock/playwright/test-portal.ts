import { expect } from '@playwright/test'
import type { MockUser } from '../accounts/users.ts'
import type { VirtualClock } from '../base/clock.ts'
import type { FaultRecord, FaultRule } from '../faults/fault.ts'
import type { JournalEntry } from '../portal/journal.ts'
import type { Policy, Sessions, SigningKeys, Tenants, Users } from '../portal/portal-api.ts'
import type { PortalSnapshot } from '../portal/snapshot.ts'
import type { OutboxMessage } from '../state/state.ts'
import { askMock, type MockAddress } from './ask-mock.ts'

/** The same functions, over HTTP: they return promises. */
export type Remote<T> = {
  readonly [Name in keyof T]: T[Name] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Promise<Result>
    : never
}

/** The faults of a portal, over HTTP. */
export interface RemoteFaults {
  /** Plans a fault. */
  add(rule: FaultRule): Promise<FaultRecord>
  /** The faults that can still fire. */
  list(): Promise<readonly FaultRecord[]>
  /** The faults that never fired. */
  unfired(): Promise<readonly FaultRecord[]>
  /** Removes one. */
  remove(id: number): Promise<void>
  /** Removes all. */
  clear(): Promise<void>
}

/** The portal of one test, on a running mock. Its functions reject with an `Error` that says what the mock refused. */
export interface TestPortal {
  /** The value of the header `x-mock-portal`, which every request of the test carries. */
  readonly key: string
  /** The console of this portal: to look at while a test is paused. */
  readonly consoleUrl: string
  /** The users: the seeded ones, and those that are added. */
  readonly users: Remote<Users>
  /** The tenants: the seeded ones, and those that are added. */
  readonly tenants: Remote<Tenants>
  /** The sessions of all users. */
  readonly sessions: Remote<Sessions>
  /** The policy, and changes to it. */
  readonly policy: Remote<Policy>
  /** The keys that sign access tokens. */
  readonly keys: Remote<SigningKeys>
  /** The portal's clock. That of the page is Playwright's `page.clock`. */
  readonly clock: Remote<VirtualClock>
  /** The planned faults. */
  readonly faults: RemoteFaults
  /** A code that the authenticator of a user shows. */
  totp(email: string): Promise<string>
  /** The last code that was e-mailed to a user. Waits for the first, as long as `expect` does. */
  emailCode(email: string): Promise<string>
  /** The journal: the last 5000 requests, the oldest first, without secrets. */
  requests(): Promise<readonly JournalEntry[]>
  /** Returns to the start. */
  reset(): Promise<void>
  /** The portal's whole memory as a JSON value. */
  snapshot(): Promise<PortalSnapshot>
  /** Restores a snapshot. */
  restore(snapshot: PortalSnapshot): Promise<void>
}

/** Makes the functions of a portal over HTTP. */
export function createTestPortal(address: MockAddress): TestPortal {
  // The parse boundary of the mock's answers: mock/control.openapi.json describes them.
  const ask = async <T>(...[method, name, body]: [Parameters<typeof askMock>[1], string, unknown?]): Promise<T> =>
    (await askMock(address, method, `/__mock__/${name}`, body)) as T
  const ofEmail = (name: string, email: string): string => `${name}?email=${encodeURIComponent(email)}`
  const listUsers = (): Promise<MockUser[]> => ask('GET', 'users')

  return {
    key: address.key,
    consoleUrl: `${address.url}/p/${address.key}/__mock__/`,
    users: {
      add: (user) => ask('POST', 'users', user),
      list: listUsers,
      async find(email) {
        return (await listUsers()).find((user) => user.email.toLowerCase() === email.toLowerCase())
      },
      setStatus: (email, status) => ask('PATCH', ofEmail('users', email), { status }),
      forgetDevices: (email) => ask('DELETE', ofEmail('devices', email)),
    },
    tenants: {
      add: (tenant) => ask('POST', 'tenants', tenant),
      list: () => ask('GET', 'tenants'),
      setStatus: (slug, status) => ask('PATCH', `tenants?slug=${encodeURIComponent(slug)}`, { status }),
    },
    sessions: {
      list: () => ask('GET', 'sessions'),
      end: (id) => ask('DELETE', `sessions?id=${encodeURIComponent(id)}`),
    },
    policy: { current: () => ask('GET', 'policy'), change: (options) => ask('PATCH', 'policy', options) },
    keys: { rotate: (options = {}) => ask('POST', 'keys', options), list: () => ask('GET', 'keys') },
    clock: {
      now: async () => (await ask<{ nowMs: number }>('GET', 'clock')).nowMs,
      advance: (advanceMs) => ask('POST', 'clock', { advanceMs }),
    },
    faults: {
      add: (rule) => ask('POST', 'faults', rule),
      list: () => ask('GET', 'faults'),
      unfired: () => ask('GET', 'faults/unfired'),
      remove: (id) => ask('DELETE', `faults?id=${id}`),
      clear: () => ask('DELETE', 'faults'),
    },
    totp: async (email) => (await ask<{ code: string }>('GET', ofEmail('totp', email))).code,
    async emailCode(email) {
      let code: string | undefined
      const look = async (): Promise<string | undefined> => {
        code = (await ask<OutboxMessage[]>('GET', ofEmail('outbox', email))).at(-1)?.code
        return code
      }
      await expect.poll(look, { message: `no code was e-mailed to ${email}` }).toBeDefined()
      return code ?? ''
    },
    requests: () => ask('GET', 'requests'),
    reset: () => ask('POST', 'reset'),
    snapshot: () => ask('GET', 'snapshot'),
    restore: (snapshot) => ask('PUT', 'snapshot', snapshot),
  }
}

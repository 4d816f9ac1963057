import fc from 'fast-check'
import { hostileClaims, hostileRetryAfters } from './hostile-numbers.ts'

/** The users who can log in. */
export type UserName = 'ada' | 'bob'

/** The tenants that both users belong to. */
export type TenantName = 'acme' | 'globex'

/** The operations of the server. */
export type Operation = 'login' | 'refresh' | 'logout' | 'me'

/** What happens to one request on its way. */
export type NetworkFault =
  /** It never reaches the server. */
  | { readonly kind: 'network_error' }
  /** A proxy in front of the server responds with a page. */
  | { readonly kind: 'captive_portal' }
  /** The server rejects it for a while, with or without Retry-After. */
  | { readonly kind: 'unavailable' | 'rate_limited'; readonly retryAfter: RetryAfter }
  /** The API answers with 401. */
  | { readonly kind: 'unauthorized' }
  /** A proxy responds with a redirect to another origin. */
  | { readonly kind: 'redirect'; readonly status: 302 | 307 }
  /** The server acts, and its response does not arrive: lost, truncated, or replaced by a gateway’s. */
  | { readonly kind: 'lost_answer' | 'cut_answer' | 'bad_gateway' }
  /** The request or its response arrives late. */
  | { readonly kind: 'late_request' | 'slow_answer'; readonly ms: number }

/** The header, in seconds from now, or a text that no server should send. */
export type RetryAfter = { readonly seconds: number; readonly asDate: boolean } | { readonly text: string } | undefined

/** One command. `tab` is an index into the open tabs, modulo their number; a command that is not possible does nothing. */
export type Command =
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'open_tab' }
  | { readonly do: TabCommand; readonly tab: number }
  | { readonly do: 'refresh' | 'fetch_me' | 'logout'; readonly tab: number; readonly fault?: NetworkFault | undefined }
  | {
      readonly do: 'login'
      readonly tab: number
      readonly as: UserName
      readonly tenant?: TenantName | undefined
      readonly fault?: NetworkFault | undefined
    }
  /** Every tab begins a call, then one tab logs out and in; `awaits`: the login waits for the logout. */
  | {
      readonly do: 'switch_account'
      readonly tab: number
      readonly as: UserName
      readonly tenant: TenantName
      readonly awaits: boolean
    }
  | { readonly do: 'throttle'; readonly tab: number; readonly ms: number }
  | { readonly do: 'fault'; readonly tab: number; readonly on: Operation; readonly fault: NetworkFault }
  | { readonly do: 'jump_clock'; readonly ms: number }
  /** The machine sleeps in view: no tab gets an event. Only the wall clock advances, or both clocks. */
  | { readonly do: 'sleep'; readonly ms: number; readonly clocks: 'wall' | 'both' }
  /** The next access token has these claims, as JSON. */
  | { readonly do: 'hostile_claims'; readonly claims: string }
  | { readonly do: 'clear_storage' }

/** The commands of a tab. */
export type TabCommand = 'get_access_token' | 'kill' | 'reload' | 'freeze' | 'resume' | 'go_offline' | 'go_online'

/** The world in which it happens. */
export interface Setting {
  readonly tabs: number
  /** Whether someone is signed in when it begins. */
  readonly signedIn: boolean
  /** Whether the browser has Web Locks. */
  readonly lock: 'web_locks' | 'none'
  readonly access: { readonly lifetimeMs: number; readonly isOpaque: boolean }
  readonly refreshLifetimeMs: number
  readonly graceMs: number
  /** How long a request travels each way, and a storage access takes. */
  readonly networkMs: number
  readonly storageMs: number
  /** For the jitter of the clients. */
  readonly seed: number
}

/** A setting and its commands. */
export interface Plan {
  readonly setting: Setting
  readonly commands: readonly Command[]
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** A grace window that no run outlasts. */
export const endlessGraceMs = 10_000 * day

const tab = fc.nat(3)
const user = fc.constantFrom<UserName[]>('ada', 'bob')
const tenant = fc.constantFrom<TenantName[]>('acme', 'globex')
const operation = fc.constantFrom<Operation[]>('refresh', 'refresh', 'refresh', 'me', 'logout', 'login')

const retryAfter = fc.oneof(
  fc.constant(undefined),
  fc.record({ seconds: fc.integer({ min: 1, max: 120 }), asDate: fc.boolean() }),
  fc.record({ seconds: fc.integer({ min: 1, max: 120 }), asDate: fc.boolean() }),
  fc.record({ text: fc.constantFrom(...hostileRetryAfters) }),
)
const delayMs = fc.oneof(
  { arbitrary: fc.integer({ min: 1, max: 2 * second }), weight: 2 },
  { arbitrary: fc.integer({ min: 2 * second, max: 24 * second }), weight: 3 },
)
const fault: fc.Arbitrary<NetworkFault> = fc.oneof(
  fc.constantFrom<NetworkFault[]>(
    { kind: 'network_error' },
    { kind: 'captive_portal' },
    { kind: 'lost_answer' },
    { kind: 'cut_answer' },
    { kind: 'bad_gateway' },
    { kind: 'redirect', status: 302 },
    { kind: 'redirect', status: 307 },
  ),
  fc.record({ kind: fc.constantFrom('unavailable' as const, 'rate_limited' as const), retryAfter }),
  fc.record({ kind: fc.constantFrom('late_request' as const, 'slow_answer' as const), ms: delayMs }),
  fc.record({ kind: fc.constant('slow_answer' as const), ms: fc.integer({ min: 24 * second, max: minute }) }),
)

const pass = (min: number, max: number): fc.Arbitrary<Command> =>
  fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min, max }) })
const inTab = (...names: readonly TabCommand[]): fc.Arbitrary<Command> =>
  fc.record({ do: fc.constantFrom(...names), tab })

/** A call in a tab, half the time with a fault for its request. */
const asking = <Name extends 'refresh' | 'fetch_me' | 'logout'>(name: Name, faults = fault): fc.Arbitrary<Command> =>
  fc.record({ do: fc.constant(name), tab, fault: fc.oneof(fc.constant(undefined), faults) })
const unauthorized = fc.constant<NetworkFault>({ kind: 'unauthorized' })

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 12, arbitrary: pass(0, 60) },
  { weight: 12, arbitrary: pass(60, 45 * second) },
  { weight: 4, arbitrary: pass(45 * second, 90 * minute) },
  { weight: 1, arbitrary: pass(2 * hour, 4 * day) },
  { weight: 5, arbitrary: inTab('get_access_token') },
  { weight: 3, arbitrary: asking('fetch_me') },
  { weight: 4, arbitrary: asking('fetch_me', unauthorized) },
  { weight: 14, arbitrary: asking('refresh') },
  { weight: 2, arbitrary: asking('logout') },
  { weight: 8, arbitrary: inTab('kill', 'reload', 'freeze', 'freeze', 'resume') },
  { weight: 3, arbitrary: inTab('go_offline', 'go_online') },
  { weight: 2, arbitrary: fc.constant<Command>({ do: 'open_tab' }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('login' as const),
      tab,
      as: user,
      tenant,
      fault: fc.option(fault, { nil: undefined }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('switch_account' as const), tab, as: user, tenant, awaits: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('throttle' as const), tab, ms: fc.constantFrom(0, second, minute) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('fault' as const), tab, on: operation, fault }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('jump_clock' as const),
      ms: fc.oneof(fc.integer({ min: -2 * hour, max: 2 * hour }), fc.integer({ min: -400 * day, max: 400 * day })),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('sleep' as const),
      ms: fc.oneof(fc.integer({ min: 0, max: minute }), fc.integer({ min: minute, max: 9 * hour })),
      clocks: fc.constantFrom('wall' as const, 'both' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('hostile_claims' as const),
      claims: fc.constantFrom(...hostileClaims),
    }),
  },
  { weight: 1, arbitrary: fc.constant<Command>({ do: 'clear_storage' }) },
)

const setting: fc.Arbitrary<Setting> = fc.record({
  tabs: fc.integer({ min: 1, max: 4 }),
  signedIn: fc.constantFrom(true, true, true, true, true, true, true, false),
  lock: fc.constantFrom('web_locks', 'web_locks', 'web_locks', 'web_locks', 'none'),
  access: fc.constantFrom(
    { lifetimeMs: hour, isOpaque: false },
    { lifetimeMs: hour, isOpaque: false },
    { lifetimeMs: 12 * hour, isOpaque: false },
    { lifetimeMs: hour, isOpaque: true },
  ),
  refreshLifetimeMs: fc.constantFrom(3 * day, 30 * day),
  graceMs: fc.constantFrom(0, 0, 30 * second, endlessGraceMs),
  networkMs: fc.constantFrom(0, 40, 2 * second),
  storageMs: fc.constantFrom(0, 0, 3, 200),
  seed: fc.nat(),
})

/** All plans that the model plays. */
export const plan: fc.Arbitrary<Plan> = fc.record({
  setting,
  commands: fc.array(command, { minLength: 1, maxLength: 30, size: 'max' }),
})

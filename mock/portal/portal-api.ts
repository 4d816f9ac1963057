import type { NewTenant, TenantNow } from '../accounts/tenants.ts'
import type { MockUser, NewUser } from '../accounts/users.ts'
import type { ClockSource, VirtualClock } from '../base/clock.ts'
import type { Timer } from '../base/timer.ts'
import type { Faults } from '../faults/plan.ts'
import type { PortalPolicy, PortalPolicyOptions } from '../policy/portal-policy.ts'
import type { SessionNow } from '../rules/session-list.ts'
import type { OutboxMessage, UserStatus } from '../state/state.ts'
import type { JournalEntry } from './journal.ts'
import type { PortalSnapshot } from './snapshot.ts'

/** Options of `createPortalMock`. */
export interface PortalOptions {
  /** Decides every id, token, code and name: the same seed and the same requests give the same answers. A whole number. Default 42. */
  readonly seed?: number | undefined
  /** The source of the portal's time. Default: real time. `portal.clock.advance` adds to any source. */
  readonly clock?: ClockSource | undefined
  /** The timer of delayed answers. Default: the platform's. Advancing the clock ends a delay at once. */
  readonly timer?: Timer | undefined
  /** The answers that the documentation leaves open. Options that are left out keep their defaults; a wrong or unknown one throws a `TypeError`. */
  readonly policy?: PortalPolicyOptions | undefined
  /** Whether the portal starts with the seeded users. Default true. Their tenants exist in either case. */
  readonly seedUsers?: boolean | undefined
  /** The snapshot, with its instant, that the portal starts from and that a reset returns to. Default: the seeded state. */
  readonly snapshot?: PortalSnapshot | undefined
  /** How long every request waits before the server acts, in milliseconds of the portal's clock. Default 0. */
  readonly latencyMs?: number | undefined
  /**
   * Whether every response is validated against `openapi.json` before it is sent. A response outside the contract becomes
   * a 500 whose body names the field and the place in the contract. Default false.
   */
  readonly selfCheck?: boolean | undefined
}

/** The users of a portal. */
export interface Users {
  /** Adds a user and returns all that a test needs to log in. Throws a `TypeError` for a duplicate or malformed user. */
  add(user: NewUser): MockUser
  /** The user with an e-mail, without regard to case. */
  find(email: string): MockUser | undefined
  /** All users, in the order they were added. */
  list(): MockUser[]
  /** Suspends or reactivates a user. Throws a `TypeError` for an unknown e-mail. */
  setStatus(email: string, status: UserStatus): MockUser
  /** Deletes the trusted devices of a user. Throws a `TypeError` for an unknown e-mail. */
  forgetDevices(email: string): void
}

/** The tenants of a portal. */
export interface Tenants {
  /** Adds a tenant. Throws a `TypeError` for a duplicate or malformed slug. */
  add(tenant: NewTenant): TenantNow
  /** All tenants, in the order they were added. */
  list(): TenantNow[]
  /** Suspends or reactivates a tenant. Throws a `TypeError` for an unknown slug. */
  setStatus(slug: string, status: UserStatus): TenantNow
}

/** The sessions of a portal. */
export interface Sessions {
  /** All sessions, the latest first, without tokens. */
  list(): SessionNow[]
  /** Ends a session as a logout does. One that has ended stays as it is. Throws a `TypeError` for an unknown id. */
  end(id: string): void
}

/** The keys that sign access tokens. */
export interface SigningKeys {
  /**
   * Signs with new keys from now on. The old keys stay in the JWKS, and their tokens valid, for `overlapMs`: by default the
   * lifetime of an access token; 0 removes them at once. Throws a `TypeError` for a negative or non-finite number.
   */
  rotate(options?: { readonly overlapMs?: number }): void
  /** The ids of the keys in the JWKS; the keys that sign come first. */
  list(): string[]
}

/** The answers that the documentation leaves open, as the portal gives them now. */
export interface Policy {
  /** A copy of the policy. */
  current(): PortalPolicy
  /**
   * Changes options from the next request on, and returns the policy. Options that are left out stay as they are; tokens
   * and codes that were issued before keep their lifetimes. A reset undoes it. Throws a `TypeError` for a wrong or unknown
   * option, and changes nothing then.
   */
  change(options: PortalPolicyOptions): PortalPolicy
}

/** The e-mails that a real portal would have sent: the last 500. */
export interface Outbox {
  /** The last message to an e-mail, or to any. Its `code` is what the user would type. */
  latest(email?: string): OutboxMessage | undefined
  /** All messages, the oldest first. */
  list(): OutboxMessage[]
}

/** A TOTP code that the server accepts now. */
export interface TotpNow {
  /** The code. */
  readonly code: string
  /** The secret of the authenticator app, in base 32. */
  readonly secret: string
  /** The time to the end of the code's step, in milliseconds: how long an authenticator app still shows it. */
  readonly validForMs: number
}

/** The reference implementation of ScaiKey's portal login, in memory. */
export interface Portal {
  /**
   * Answers a request. It takes the arguments of `fetch`, and also a path without an origin. It rejects only as `fetch`
   * does: with a `TypeError` for a planned network fault, with the signal's reason if aborted.
   */
  fetch(input: Request | URL | string, init?: RequestInit): Promise<Response>
  /** The users: the seeded ones, and those that are added. */
  readonly users: Users
  /** The tenants: the seeded ones, and those that are added. */
  readonly tenants: Tenants
  /** The e-mails with codes. */
  readonly outbox: Outbox
  /** The keys that sign access tokens. */
  readonly keys: SigningKeys
  /** The sessions of all users. */
  readonly sessions: Sessions
  /** The policy, and changes to it. */
  readonly policy: Policy
  /**
   * A TOTP code that the server accepts now: the current one, or the next one in the window if that was used. If the whole
   * window was used, the current code, which is rejected until the clock moves. Throws a `TypeError` for a user without TOTP.
   */
  totp(email: string): string
  /** The portal's clock: `portal.clock.advance(ms)` moves it forward. */
  readonly clock: VirtualClock
  /** The planned faults. */
  readonly faults: Faults
  /** The journal: the last 5000 requests, the oldest first, without secrets. It is live; `[...portal.requests]` is a copy. */
  readonly requests: readonly JournalEntry[]
  /**
   * Returns to the start: seeded users, no sessions, no faults, an empty journal, no advance of the clock, the first
   * policy. A request that is held back is answered at once, from the state before, and changes nothing of the state after.
   */
  reset(): void
  /** The portal's whole memory as a JSON value, without the journal and the policy. */
  snapshot(): PortalSnapshot
  /** Restores a snapshot and sets the clock to its instant; ends what is held back, as {@link Portal.reset} does. Throws a `TypeError` for a value that is not a snapshot of this version. */
  restore(snapshot: PortalSnapshot): void
}

import type { NewTenant, TenantNow } from '../accounts/tenants.ts'
import type { NewUser, PortalUser } from '../accounts/users.ts'
import type { ClockSource, VirtualClock } from '../base/clock.ts'
import type { Timer } from '../base/timer.ts'
import type { Faults } from '../faults/plan.ts'
import type { PortalPolicyOptions } from '../policy/portal-policy.ts'
import type { SessionNow } from '../rules/session-list.ts'
import type { OutboxMessage, UserStatus } from '../state/state.ts'
import type { JournalEntry } from './journal.ts'
import type { PortalSnapshot } from './snapshot.ts'

/** How a portal is made. */
export interface PortalOptions {
  /** Decides every id, token, code and name: the same seed and the same requests give the same bytes. A whole number. Default 42. */
  readonly seed?: number | undefined
  /** Where the time comes from. Default: real time. `portal.clock.advance` adds to it either way. */
  readonly clock?: ClockSource | undefined
  /** What waits for a delayed answer. Default: the platform's timers; advancing the clock ends a delay at once. */
  readonly timer?: Timer | undefined
  /** Answers the documentation leaves open, in part; the rest keep their defaults. A wrong one is refused with a `TypeError` that names it. */
  readonly policy?: PortalPolicyOptions | undefined
  /** Whether the portal begins with the seeded users. Default true. Their tenants are there in either case. */
  readonly seedUsers?: boolean | undefined
  /** What the portal begins from, and goes back to when it is reset, instead of the seed; its moment included. */
  readonly snapshot?: PortalSnapshot | undefined
  /** How long every request is held back before the server acts, by the portal's clock. Default 0. */
  readonly latencyMs?: number | undefined
  /**
   * Whether every response is validated against `openapi.json` before it leaves. One outside it becomes a 500 whose body
   * says which field and which place in the contract. Default false.
   */
  readonly selfCheck?: boolean | undefined
}

/** The users of a portal. */
export interface Users {
  /** Adds a user and returns all that a test needs to log in as them. Throws a `TypeError` for a duplicate or malformed one. */
  add(user: NewUser): PortalUser
  /** The user of an e-mail, whatever its case. */
  find(email: string): PortalUser | undefined
  /** All users, in the order they were added. */
  list(): PortalUser[]
  /** Suspends a user or lets them in again. Throws a `TypeError` for an unknown e-mail. */
  setStatus(email: string, status: UserStatus): PortalUser
  /** Forgets the devices a user has trusted. Throws a `TypeError` for an unknown e-mail. */
  forgetDevices(email: string): void
}

/** The tenants of a portal. */
export interface Tenants {
  /** Adds a tenant. Throws a `TypeError` for a duplicate or malformed slug. */
  add(tenant: NewTenant): TenantNow
  /** All tenants, in the order they were added. */
  list(): TenantNow[]
  /** Suspends a tenant or lets its users in again. Throws a `TypeError` for an unknown slug. */
  setStatus(slug: string, status: UserStatus): TenantNow
}

/** The logins of a portal. */
export interface Sessions {
  /** Every session, the latest first, without a token. */
  list(): SessionNow[]
}

/** The keys that sign access tokens. */
export interface SigningKeys {
  /**
   * Signs with new keys from now on. The old ones stay in the JWKS, and their tokens valid, for `overlapMs`: by default as
   * long as an access token lives; 0 takes them away at once. Throws a `TypeError` for a negative or non-finite number.
   */
  rotate(options?: { readonly overlapMs?: number }): void
  /** The ids of the keys in the JWKS, those that sign first. */
  list(): string[]
}

/** What the portal would have e-mailed. It keeps the last 500 messages. */
export interface Outbox {
  /** The last message to an e-mail, or to anyone. Its `code` is what the user would type. */
  latest(email?: string): OutboxMessage | undefined
  /** All messages, the oldest first. */
  list(): OutboxMessage[]
}

/** A TOTP code to type now. */
export interface TotpNow {
  readonly code: string
  readonly secret: string
  readonly validForMs: number
}

/** The reference implementation of ScaiKey's portal login, in memory. */
export interface Portal {
  /**
   * Answers a request. It takes what `fetch` takes; a path without an origin is allowed. It rejects only as `fetch` does:
   * with a `TypeError` for a planned network fault, with the signal's reason when aborted.
   */
  fetch(input: Request | URL | string, init?: RequestInit): Promise<Response>
  readonly users: Users
  readonly tenants: Tenants
  readonly outbox: Outbox
  readonly keys: SigningKeys
  readonly sessions: Sessions
  /**
   * A code the server will take now: the current one, or after its use the next one within the window. With the whole
   * window used up it is the current one, refused until the clock has moved. Throws a `TypeError` for a user without TOTP.
   */
  totp(email: string): string
  readonly clock: VirtualClock
  readonly faults: Faults
  /** The journal: the last 5000 requests, the oldest first, without secrets. It goes on as they do; `[...portal.requests]` is a copy. */
  readonly requests: readonly JournalEntry[]
  /** Back to the beginning: seeded users, no sessions, no faults, an empty journal, the clock as it came. */
  reset(): void
  /** All that the portal remembers, as a JSON value. The journal is not in it. */
  snapshot(): PortalSnapshot
  /** Goes back to a snapshot, its moment included. Throws a `TypeError` for what is not a snapshot of this version. */
  restore(snapshot: PortalSnapshot): void
}

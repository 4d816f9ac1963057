import { type RandomState, randomStateFrom } from '../base/random.ts'

/** A second factor, as the portal names it on the wire. */
export type MfaMethod = 'totp' | 'email' | 'backup_code'
/** Every second factor there is, in the order in which they are offered. */
export const mfaMethods: readonly MfaMethod[] = ['totp', 'email', 'backup_code']

/** Whether a user may log in. */
export type UserStatus = 'ACTIVE' | 'SUSPENDED'
/** Every status there is. */
export const userStatuses: readonly UserStatus[] = ['ACTIVE', 'SUSPENDED']

/** A tenant, as identify lists it. */
export interface Tenant {
  id: string
  name: string
  slug: string
}

/** A user as the portal keeps it. One user may be a member of several tenants. */
export interface UserRecord {
  id: string
  email: string
  password: string
  firstName: string
  lastName: string
  status: UserStatus
  tenantIds: string[]
  mfa: MfaMethod[]
  totpSecret: string | null
  /** The last TOTP step whose code was taken: no code counts twice. */
  lastTotpStep: number | null
  backupCodes: { code: string; usedAtMs: number | null }[]
}

/** A flow begun by identify. For an unknown e-mail there is one too, with the tenants that were shown. */
export interface FlowRecord {
  email: string
  tenantIds: string[]
  issuedAtMs: number
  expiresAtMs: number
  usedAtMs: number | null
}

/** A login that waits for its second factor. */
export interface ChallengeRecord {
  userId: string
  tenantId: string
  expiresAtMs: number
  wrongCodes: number
  usedAtMs: number | null
  emailCode: { code: string; expiresAtMs: number } | null
}

/** One login and every refresh token that descends from it. Its id is the `sid` of its access tokens. */
export interface FamilyRecord {
  userId: string
  tenantId: string
  startedAtMs: number
  revokedAtMs: number | null
  revokedBecause: 'logout' | 'reuse' | null
}

/** One refresh token, kept after its use so that a second use is noticed. */
export interface RefreshTokenRecord {
  familyId: string
  expiresAtMs: number
  usedAtMs: number | null
  successor: string | null
}

/** Wrong passwords given for one e-mail, known or not. */
export interface LockoutRecord {
  failures: number
  lastFailureAtMs: number
  lockedUntilMs: number | null
}

/** A device that need not give a second factor. */
export interface TrustedDeviceRecord {
  userId: string
  tenantId: string
  device: string
  expiresAtMs: number
}

/** A message the portal would have e-mailed. */
export interface OutboxMessage {
  to: string
  subject: string
  code: string
  atMs: number
  expiresAtMs: number
}

/** A generation of keys that signs no more, and until when it counts. */
export interface KeyRecord {
  generation: number
  untilMs: number
}

/** All that a portal remembers, as plain JSON: what a snapshot holds. */
export interface PortalState {
  random: RandomState
  /** What keys the decoys: it never changes, so that an unknown e-mail is drawn the same tenants from the same users. */
  decoyKey: string
  /** Which tenants an unknown e-mail was shown, by canonical e-mail. */
  decoys: Record<string, string[]>
  /** Which generation of keys signs, and until when the earlier ones count. */
  keys: { generation: number; retired: KeyRecord[] }
  /** How many users have exactly these tenants, by their ids in order, joined by blanks. */
  memberships: Record<string, number>
  tenants: Tenant[]
  /** Tenants nobody may log in to. */
  suspendedTenantIds: string[]
  /** By canonical e-mail. */
  users: Record<string, UserRecord>
  /** Canonical e-mail by user id. */
  emails: Record<string, string>
  flows: Record<string, FlowRecord>
  challenges: Record<string, ChallengeRecord>
  families: Record<string, FamilyRecord>
  refreshTokens: Record<string, RefreshTokenRecord>
  lockouts: Record<string, LockoutRecord>
  trustedDevices: TrustedDeviceRecord[]
  outbox: OutboxMessage[]
  /** How many requests from now on until what has run out is swept away. */
  requestsUntilSweep: number
}

/** The state as the rules see it. Every identify adds a flow, and a map takes a token several times faster than an object. */
export type LiveState = Omit<PortalState, 'flows'> & { flows: Map<string, FlowRecord> }

/** What a snapshot holds of a state. It shares its records. */
export function savedState(state: LiveState): PortalState {
  return { ...state, flows: Object.fromEntries(state.flows) }
}

/** The state of which a snapshot tells. It shares its records. */
export function liveState(saved: PortalState): LiveState {
  return { ...saved, flows: new Map(Object.entries(saved.flows)) }
}

/** The state of a portal with nothing in it. The seed decides every id, token and code that follows. */
export function emptyState(seed: number): LiveState {
  return {
    random: randomStateFrom(`portal ${seed}`),
    decoyKey: `decoys ${seed}`,
    decoys: {},
    keys: { generation: 1, retired: [] },
    memberships: {},
    tenants: [],
    suspendedTenantIds: [],
    users: {},
    emails: {},
    flows: new Map(),
    challenges: {},
    families: {},
    refreshTokens: {},
    lockouts: {},
    trustedDevices: [],
    outbox: [],
    requestsUntilSweep: 500,
  }
}

import { type RandomState, randomStateFrom } from '../base/random.ts'

/** A second factor, by its name in requests and responses. */
export type SecondFactor =
  /** A time-based code from an authenticator app. */
  | 'totp'
  /** A code sent by e-mail. */
  | 'email'
  /** One of the user's one-time backup codes. */
  | 'backup_code'
/** Every second factor, in the order in which a login offers them. */
export const secondFactors: readonly SecondFactor[] = ['totp', 'email', 'backup_code']

/** Whether a user, or the users of a tenant, may log in. */
export type UserStatus =
  /** Login and refresh work. */
  | 'ACTIVE'
  /** Login, refresh and protected calls are refused, after the right password or with a valid token. */
  | 'SUSPENDED'
/** Every status. */
export const userStatuses: readonly UserStatus[] = ['ACTIVE', 'SUSPENDED']

/** A tenant. */
export interface Tenant {
  /** The id, as in requests and responses: `tnt_…`. */
  id: string
  /** The name to show. */
  name: string
  /** Lower-case words joined by `-`, as in paths. */
  slug: string
}

/** A stored user. One user may be a member of several tenants. */
export interface UserRecord {
  id: string
  email: string
  password: string
  firstName: string
  lastName: string
  status: UserStatus
  tenantIds: string[]
  mfa: SecondFactor[]
  totpSecret: string | null
  /** The step of the last accepted TOTP code: earlier codes, and this one, are rejected. */
  lastTotpStep: number | null
  backupCodes: { code: string; usedAtMs: number | null }[]
}

/** A flow started by identify, also for an unknown e-mail. `tenantIds` are the tenants it listed. */
export interface FlowRecord {
  email: string
  tenantIds: string[]
  issuedAtMs: number
  expiresAtMs: number
  usedAtMs: number | null
}

/** A login that waits for a second factor. */
export interface ChallengeRecord {
  userId: string
  tenantId: string
  expiresAtMs: number
  wrongCodes: number
  usedAtMs: number | null
  emailCode: { code: string; expiresAtMs: number } | null
}

/** One login and all refresh tokens that descend from it. Its id is the `sid` of its access tokens. */
export interface FamilyRecord {
  userId: string
  tenantId: string
  startedAtMs: number
  revokedAtMs: number | null
  revokedBecause: 'logout' | 'reuse' | null
}

/** A refresh token. It is kept after its use, so that a second use is detected. */
export interface RefreshTokenRecord {
  familyId: string
  expiresAtMs: number
  usedAtMs: number | null
  successor: string | null
}

/** The wrong passwords for one e-mail, known or unknown; or the wrong codes of one user. */
export interface LockoutRecord {
  failures: number
  lastFailureAtMs: number
  lockedUntilMs: number | null
}

/** A device that is not asked for a second factor. */
interface TrustedDeviceRecord {
  userId: string
  tenantId: string
  device: string
  expiresAtMs: number
}

/** An e-mail that a real portal would have sent. */
export interface OutboxMessage {
  /** The e-mail of the user. */
  to: string
  /** The subject line. */
  subject: string
  /** The code that the user would type. */
  code: string
  /** When it was sent, in milliseconds since the epoch. */
  atMs: number
  /** When the code expires, in milliseconds since the epoch. */
  expiresAtMs: number
}

/** A retired generation of keys, and until when its signatures are valid. */
export interface KeyRecord {
  generation: number
  untilMs: number
}

/** The whole state of a portal as plain JSON, as a snapshot holds it. */
export interface PortalState {
  /** The state of the generator that draws every id, token and code. */
  random: RandomState
  /** The key that decoys are drawn with. It never changes, so that the same users give the same decoys. */
  decoyKey: string
  /** The tenant ids listed for each unknown e-mail, by canonical e-mail. */
  decoys: Record<string, string[]>
  /** The generation of keys that signs, and the retired ones. */
  keys: { generation: number; retired: KeyRecord[] }
  /** How many users have exactly these tenants. The key is the sorted ids, joined by spaces. */
  memberships: Record<string, number>
  /** All tenants, in the order they were added. */
  tenants: Tenant[]
  /** The ids of tenants whose users may not log in. */
  suspendedTenantIds: string[]
  /** The users, by canonical e-mail. */
  users: Record<string, UserRecord>
  /** Canonical e-mail by user id. */
  emails: Record<string, string>
  /** The flows that identify started, by flow token. */
  flows: Record<string, FlowRecord>
  /** The logins that wait for a second factor, by MFA token. */
  challenges: Record<string, ChallengeRecord>
  /** The sessions, by id. */
  families: Record<string, FamilyRecord>
  /** The refresh tokens, used ones too, by token. */
  refreshTokens: Record<string, RefreshTokenRecord>
  /** The wrong passwords, by canonical e-mail, and the wrong codes, by user id. */
  lockouts: Record<string, LockoutRecord>
  /** The devices that are not asked for a second factor. */
  trustedDevices: TrustedDeviceRecord[]
  /** The e-mails with codes, the oldest first. */
  outbox: OutboxMessage[]
  /** The number of requests until expired records are deleted. */
  requestsUntilSweep: number
}

/** The state in memory. Flows are a map: each identify adds one, and a map inserts several times faster than an object. */
export type LiveState = Omit<PortalState, 'flows'> & { flows: Map<string, FlowRecord> }

/** A live state in the form of a snapshot. The records are shared, not copied. */
export function savedState(state: LiveState): PortalState {
  return { ...state, flows: Object.fromEntries(state.flows) }
}

/** A state from a snapshot. The records are shared, not copied. */
export function liveState(saved: PortalState): LiveState {
  return { ...saved, flows: new Map(Object.entries(saved.flows)) }
}

/** The least number of requests between two sweeps, which delete expired records. */
export const requestsPerSweep = 500

/** An empty state. The seed decides every id, token and code that follows. */
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
    requestsUntilSweep: requestsPerSweep,
  }
}

import type { LiveState } from '../state/state.ts'

/** Whether a session is live, or what ended it. */
export type SessionStatus =
  /** Its refresh token works. */
  | 'live'
  /** Its last refresh token has expired. */
  | 'expired'
  /** A logout ended it. */
  | 'logout'
  /** The reuse of a refresh token revoked it. */
  | 'reuse'

/** One session, without its tokens. */
export interface SessionNow {
  /** The `sid` claim of its access tokens. */
  readonly id: string
  /** The canonical e-mail of its user. */
  readonly email: string
  /** The slug of its tenant. */
  readonly tenant: string
  /** When its login succeeded, in milliseconds since the epoch. */
  readonly startedAtMs: number
  /** The number of refreshes. */
  readonly refreshes: number
  /** Whether it is live, or what ended it. */
  readonly status: SessionStatus
  /** When its refresh token expires, in milliseconds since the epoch; `null` for an ended session. */
  readonly expiresAtMs: number | null
}

/** All sessions, the latest first. */
export function listSessions(state: LiveState, nowMs: number): SessionNow[] {
  const spent = new Map<string, number>()
  const live = new Map<string, number>()
  for (const { familyId, usedAtMs, expiresAtMs } of Object.values(state.refreshTokens)) {
    if (usedAtMs !== null) spent.set(familyId, (spent.get(familyId) ?? 0) + 1)
    else if (expiresAtMs > nowMs) live.set(familyId, expiresAtMs)
  }
  const sessions = Object.entries(state.families).map(([id, family]): SessionNow => {
    const expiresAtMs = family.revokedAtMs === null ? (live.get(id) ?? null) : null
    return {
      id,
      email: state.emails[family.userId] ?? family.userId,
      tenant: state.tenants.find((tenant) => tenant.id === family.tenantId)?.slug ?? family.tenantId,
      startedAtMs: family.startedAtMs,
      refreshes: spent.get(id) ?? 0,
      status: family.revokedBecause ?? (expiresAtMs === null ? 'expired' : 'live'),
      expiresAtMs,
    }
  })
  return sessions.reverse()
}

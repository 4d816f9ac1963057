import type { LiveState } from '../state/state.ts'

/** One session, without its tokens. */
export interface SessionNow {
  readonly id: string
  readonly email: string
  readonly tenant: string
  readonly startedAtMs: number
  /** The number of refreshes. */
  readonly refreshes: number
  readonly status: /** Its refresh token works. */
    | 'live'
    /** Its last refresh token has expired. */
    | 'expired'
    /** A logout ended it. */
    | 'logout'
    /** The reuse of a refresh token revoked it. */
    | 'reuse'
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

import type { LiveState } from '../state/state.ts'

/** One login and what has been refreshed from it, without a token. */
export interface SessionNow {
  readonly id: string
  readonly email: string
  readonly tenant: string
  readonly startedAtMs: number
  /** Refreshes so far. */
  readonly refreshes: number
  readonly status: 'live' | 'expired' | 'logout' | 'reuse'
  /** When the refresh token that counts runs out; `null` when none does. */
  readonly expiresAtMs: number | null
}

/** Every session, the latest first. */
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

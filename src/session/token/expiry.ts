import { isJsonObject } from '../../base/json.ts'
import { secondsToMs } from '../../transport/refusal/retry-after.ts'

/** A device clock that differs by less counts as right. */
const noticeableSkewMs = 60_000

/** The share of an access token's lifetime after which it is due for a refresh. */
const dueShare = 0.8

/**
 * The lifetime of an access token in milliseconds: `exp − iat` of a JWT. Undefined for an opaque token, which is
 * refreshed after a 401 only. It does not depend on the device clock.
 *
 * @see RFC 7519, sections 4.1.4 and 4.1.6
 */
export function readLifetimeMs(accessToken: string): number | undefined {
  const { exp, iat } = readClaims(accessToken)
  if (typeof exp !== 'number' || typeof iat !== 'number') return undefined
  const lifetimeMs = secondsToMs(exp - iat)
  return Number.isFinite(lifetimeMs) ? lifetimeMs : undefined
}

/**
 * By how many milliseconds the device clock is ahead of the server's, according to a token that was issued just now;
 * undefined if it is about right or unknown.
 */
export function readSkewMs(accessToken: string, nowMs: number): number | undefined {
  const { iat } = readClaims(accessToken)
  if (typeof iat !== 'number') return undefined
  const skewMs = nowMs - secondsToMs(iat)
  return Number.isFinite(skewMs) && Math.abs(skewMs) >= noticeableSkewMs ? skewMs : undefined
}

function readClaims(jwt: string): { readonly exp?: unknown; readonly iat?: unknown } {
  try {
    const payload = (jwt.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')
    const claims: unknown = JSON.parse(atob(payload))
    return isJsonObject(claims) ? claims : {}
  } catch {
    return {}
  }
}

/** When a token is due for a refresh and when it expires, on the clock of its receipt. */
export interface TokenTimes {
  readonly refreshAtMs: number
  readonly expiresAtMs: number
}

/** The instants of a token that arrived at `receivedMs`. Both are infinite for a token of unknown lifetime. */
export function tokenTimes(receivedMs: number, lifetimeMs: number | undefined): TokenTimes {
  const lifeMs = lifetimeMs ?? Number.POSITIVE_INFINITY
  return { refreshAtMs: receivedMs + lifeMs * dueShare, expiresAtMs: receivedMs + lifeMs }
}

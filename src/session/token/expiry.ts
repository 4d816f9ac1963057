import { isJsonObject } from '../../base/json.ts'
import { secondsToMs } from '../../transport/refusal/retry-after.ts'

/** A device clock that is off by less is as good as right. */
const noticeableSkewMs = 60_000

/** The part of an access token's life after which it is refreshed ahead of time. */
const dueShare = 0.8

/**
 * How long an access token lives, in milliseconds: `exp − iat` of a JWT. Undefined for an opaque token, which is
 * refreshed after a 401 only. The device clock has no say in it.
 *
 * @see RFC 7519, sections 4.1.4 and 4.1.6
 */
export function readLifetimeMs(accessToken: string): number | undefined {
  const { exp, iat } = readClaims(accessToken)
  return typeof exp === 'number' && typeof iat === 'number' ? secondsToMs(exp - iat) : undefined
}

/**
 * By how much the device clock is ahead of the server's, in milliseconds, as a token that was issued just now shows;
 * undefined where it is about right or cannot be known.
 */
export function readSkewMs(accessToken: string, nowMs: number): number | undefined {
  const { iat } = readClaims(accessToken)
  if (typeof iat !== 'number') return undefined
  const skewMs = nowMs - secondsToMs(iat)
  return Math.abs(skewMs) < noticeableSkewMs ? undefined : skewMs
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

/** When a token is due and when it is over, on the clock its receipt was read from. */
export interface TokenTimes {
  readonly refreshAtMs: number
  readonly expiresAtMs: number
}

/** The instants of a token received at `receivedMs`; both are infinite for a token of unknown lifetime. */
export function tokenTimes(receivedMs: number, lifetimeMs: number | undefined): TokenTimes {
  const lifeMs = lifetimeMs ?? Number.POSITIVE_INFINITY
  return { refreshAtMs: receivedMs + lifeMs * dueShare, expiresAtMs: receivedMs + lifeMs }
}

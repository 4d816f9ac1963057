import { isJsonObject } from '../../base/json.ts'
import { secondsToMs } from '../../transport/refusal/retry-after.ts'

/** A device clock that differs by less counts as right. */
const noticeableSkewMs = 60_000

/** The share of an access token's lifetime after which it is due for a refresh. */
export const dueShare = 0.8

/** What the clocks said when an access token arrived, in milliseconds since the epoch. */
export interface Receipt {
  readonly deviceNowMs: number
  /** The server's time, where the response shows it. */
  readonly serverNowMs: number | undefined
}

/**
 * The lifetime of an access token from its receipt on, in milliseconds: `exp − iat` of a JWT, or `exp` minus the server's
 * time where that is less, since some issuers date `iat` back. Without `iat` it is `exp` minus the server's time, or minus
 * the device's if that leaves any lifetime. Undefined for an opaque token, which is refreshed after a 401 only.
 *
 * @see RFC 7519, sections 4.1.4 and 4.1.6
 */
export function readLifetimeMs(accessToken: string, { deviceNowMs, serverNowMs }: Receipt): number | undefined {
  const { exp, iat } = readClaims(accessToken)
  if (!isNumber(exp)) return undefined
  const byServerMs = serverNowMs === undefined ? undefined : secondsToMs(exp) - serverNowMs
  if (isNumber(iat)) return finite(Math.min(secondsToMs(exp - iat), byServerMs ?? Number.POSITIVE_INFINITY))
  if (byServerMs !== undefined) return finite(byServerMs)
  const byDeviceMs = secondsToMs(exp) - deviceNowMs
  return byDeviceMs > 0 ? finite(byDeviceMs) : undefined
}

/**
 * By how many milliseconds the device clock is ahead of the server's, according to a token that was issued just now;
 * undefined if it is about right or unknown.
 */
export function readSkewMs(accessToken: string, nowMs: number): number | undefined {
  const { iat } = readClaims(accessToken)
  if (!isNumber(iat)) return undefined
  const skewMs = nowMs - secondsToMs(iat)
  return Math.abs(skewMs) >= noticeableSkewMs ? finite(skewMs) : undefined
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

function isNumber(value: unknown): value is number {
  return Number.isFinite(value)
}

/** The number if a JSON text holds it exactly, else undefined. */
function finite(value: number): number | undefined {
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : undefined
}

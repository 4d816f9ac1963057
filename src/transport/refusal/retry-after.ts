import { isJsonObject } from '../../base/json.ts'

/**
 * How long a `Retry-After` header asks to wait, in milliseconds, at most an hour; undefined if it is missing or unreadable.
 *
 * A browser may hide the header of another origin; a `retry_after` in seconds in the body counts too. A date is taken
 * relative to the server's own `Date` header, if readable, so that a wrong device clock does not change the wait. A number
 * of seconds above a year is taken for a Unix time.
 *
 * @see RFC 9110, section 10.2.3
 */
export function readRetryAfterMs(headers: Headers, body: unknown, nowMs: number): number | undefined {
  const value = headers.get('retry-after')?.trim()
  if (!value) return readFromBody(body, nowMs)
  const serverNowMs = readDateMs({ headers }) ?? nowMs
  if (/^\d{1,15}(\.\d{1,9})?$/.test(value)) return readSeconds(Number(value), serverNowMs)
  // Date.parse also reads other text, such as "-1" and "5;".
  return /^[A-Z][a-z]{2,8},? /.test(value) ? bounded(Date.parse(value) - serverNowMs) : undefined
}

/** The time in the `Date` header, in milliseconds since the epoch; undefined if the header is missing or hidden. */
export function readDateMs({ headers }: Pick<Response, 'headers'>): number | undefined {
  const dateMs = Date.parse(headers.get('date') ?? '')
  return Number.isNaN(dateMs) ? undefined : dateMs
}

function readFromBody(body: unknown, nowMs: number): number | undefined {
  if (!isJsonObject(body)) return undefined
  const seconds = [body, body.detail, body.error].filter(isJsonObject).map((part) => part.retry_after)
  const given = seconds.find((value) => typeof value === 'number' && value >= 0)
  return typeof given === 'number' ? readSeconds(given, nowMs) : undefined
}

/** No portal asks to wait for a year: a number that large is a Unix time. */
const yearInSeconds = 31_536_000

function readSeconds(seconds: number, nowMs: number): number | undefined {
  return bounded(secondsToMs(seconds) - (seconds > yearInSeconds ? nowMs : 0))
}

/** The longest wait, in milliseconds: an hour. A longer one is asked for again then. */
export const maxWaitMs = 3_600_000

function bounded(waitMs: number): number | undefined {
  return Number.isFinite(waitMs) ? Math.min(maxWaitMs, Math.max(0, waitMs)) : undefined
}

/** The one place where seconds become milliseconds. */
export function secondsToMs(seconds: number): number {
  return seconds * 1000
}

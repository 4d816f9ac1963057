import { isJsonObject } from '../../base/json.ts'

/**
 * How long a `Retry-After` header asks to wait, in milliseconds, at most an hour; undefined if it is missing or unreadable.
 *
 * A browser may hide the header of another origin; a `retry_after` in the body counts too. A date is taken relative to the
 * server's own `Date` header, if readable, so that a wrong device clock does not change the wait. A number of seconds above
 * a year is taken for a Unix time.
 *
 * @see RFC 9110, section 10.2.3
 */
export function readRetryAfterMs(headers: Headers, body: unknown, nowMs: number): number | undefined {
  const value = headers.get('retry-after')?.trim() || String(readFromBody(body))
  const serverNowMs = readDateMs({ headers }) ?? nowMs
  const waitMs = /^\d{1,15}(\.\d+)?$/.test(value)
    ? secondsToMs(Number(value)) - (Number(value) > yearInSeconds ? serverNowMs : 0)
    : // Date.parse also reads other text, such as "-1" and "5;".
      Date.parse(/^[A-Z][a-z]{2,8},? /.test(value) ? value : '') - serverNowMs
  return Number.isNaN(waitMs) ? undefined : Math.min(maxWaitMs, Math.max(0, waitMs))
}

/** The time in the `Date` header, in milliseconds since the epoch; undefined if the header is missing or hidden. */
export function readDateMs({ headers }: Pick<Response, 'headers'>): number | undefined {
  const dateMs = Date.parse(headers.get('date') ?? '')
  return Number.isNaN(dateMs) ? undefined : dateMs
}

function readFromBody(body: unknown): unknown {
  const { detail, error } = isJsonObject(body) ? body : {}
  return [body, detail, error].map((part) => isJsonObject(part) && part.retry_after).find(Number.isFinite)
}

/** No portal asks to wait for a year: a number that large is a Unix time. */
const yearInSeconds = 31_536_000

/** The longest wait, in milliseconds: an hour. A longer one is asked for again then. */
export const maxWaitMs = 3_600_000

/** The one place where seconds become milliseconds. */
export function secondsToMs(seconds: number): number {
  return seconds * 1000
}

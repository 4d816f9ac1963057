import { isJsonObject } from '../../base/json.ts'

/**
 * How long a `Retry-After` header asks to wait, in milliseconds; undefined if it is missing or unreadable.
 *
 * A browser may hide the header of another origin; a `retry_after` in seconds in the body counts too. A date is taken
 * relative to the server's own `Date` header, if readable, so that a wrong device clock does not change the wait.
 *
 * @see RFC 9110, section 10.2.3
 */
export function readRetryAfterMs(headers: Headers, body: unknown, nowMs: number): number | undefined {
  const value = headers.get('retry-after')?.trim()
  if (!value) return readFromBody(body)
  if (/^\d+(\.\d+)?$/.test(value)) return secondsToMs(Number(value))
  const untilMs = Date.parse(value)
  if (Number.isNaN(untilMs)) return undefined
  const serverNowMs = Date.parse(headers.get('date') ?? '')
  return Math.max(0, untilMs - (Number.isNaN(serverNowMs) ? nowMs : serverNowMs))
}

function readFromBody(body: unknown): number | undefined {
  if (!isJsonObject(body)) return undefined
  const seconds = [body, body.detail, body.error].filter(isJsonObject).map((part) => part.retry_after)
  const given = seconds.find((value) => typeof value === 'number' && value >= 0)
  return typeof given === 'number' ? secondsToMs(given) : undefined
}

/** The one place where seconds become milliseconds. */
export function secondsToMs(seconds: number): number {
  return seconds * 1000
}

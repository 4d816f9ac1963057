import type { Reply } from '../endpoints/reply.ts'
import { lowerCased, type PlainResponse } from '../wire/plain-response.ts'
import { someLeaf } from '../wire/some-leaf.ts'
import type { ValidationItem } from './validate-field.ts'

/** A JSON response. */
export function jsonResponse({ status, body, headers = {}, rule }: Reply): PlainResponse {
  const response = {
    status,
    headers: { 'content-type': 'application/json', ...lowerCased(headers) },
    body: JSON.stringify(body),
  }
  return rule === undefined ? response : { ...response, rule }
}

/** FastAPI's `{ "detail": … }`. */
export function detailResponse(status: number, detail: unknown, headers: Record<string, string> = {}): PlainResponse {
  return jsonResponse({ status, body: { detail }, headers })
}

/** FastAPI's 422. It quotes the input, and input that JSON cannot hold makes FastAPI itself fail: a plain 500. */
export function validationResponse(items: readonly ValidationItem[]): PlainResponse {
  if (!someLeaf(items, (leaf) => typeof leaf === 'bigint' || isUnsendable(leaf))) return detailResponse(422, items)
  if (someLeaf(items, isUnsendable)) {
    return { status: 500, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: 'Internal Server Error' }
  }
  return { ...detailResponse(422, []), body: `{"detail":${withEveryDigit(items)}}` }
}

/** Whether a value cannot be sent: a number that JSON cannot hold, or half a surrogate pair, which UTF-8 cannot encode. */
function isUnsendable(leaf: unknown): boolean {
  if (typeof leaf === 'number') return !Number.isFinite(leaf)
  return typeof leaf === 'string' && !leaf.isWellFormed()
}

/** `JSON.stringify`, also for a `bigint`. */
function withEveryDigit(value: unknown): string {
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(withEveryDigit).join(',')}]`
  return `{${Object.entries(value).map(([name, each]) => `${JSON.stringify(name)}:${withEveryDigit(each)}`)}}`
}

import type { Reply } from '../endpoints/call.ts'
import { lowerCased, type PlainResponse } from './plain-response.ts'
import type { ValidationItem } from './validate-field.ts'

/** A JSON response. */
export function jsonResponse({ status, body, headers = {} }: Reply): PlainResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', ...lowerCased(headers) },
    body: JSON.stringify(body),
  }
}

/** FastAPI's `{ "detail": … }`. */
export function detailResponse(status: number, detail: unknown, headers: Record<string, string> = {}): PlainResponse {
  return jsonResponse({ status, body: { detail }, headers })
}

/** FastAPI's 422. A number JSON cannot hold in what it quotes breaks FastAPI itself: a plain 500. */
export function validationResponse(items: readonly ValidationItem[]): PlainResponse {
  if (hasNonFinite(items)) {
    return { status: 500, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: 'Internal Server Error' }
  }
  return detailResponse(422, items)
}

function hasNonFinite(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value)
  return typeof value === 'object' && value !== null && Object.values(value).some(hasNonFinite)
}

import type { JsonAnswer, Sent } from './probe.ts'

/** Sends one request and reads its answer; or returns the reason why the answer is not usable. */
export async function sendProbe(
  fetch: (request: Request) => Promise<Response>,
  url: string,
  method: string,
  { body, bearer }: Sent,
): Promise<JsonAnswer | string> {
  const headers = new Headers({ accept: 'application/json', 'user-agent': 'scaikey-portal-mock calibrate' })
  if (bearer !== undefined) headers.set('authorization', `Bearer ${bearer}`)
  if (body !== undefined) headers.set('content-type', 'application/json')
  const text = typeof body === 'object' ? JSON.stringify(body) : body
  try {
    // A redirect is not followed: the request is for the confirmed target only.
    const response = await fetch(new Request(url, { method, headers, redirect: 'manual', body: text ?? null }))
    return readAnswer(response.status, response.headers, await response.text())
  } catch (error) {
    return `no answer: ${reasonOf(error)}`
  }
}

function readAnswer(status: number, headers: Headers, text: string): JsonAnswer | string {
  if (status >= 300 && status < 400) return `answered ${status}, a redirect, which is not followed`
  if (status >= 500) return `answered ${status}: the portal failed`
  if (status === 204 || status === 429) return { status, headers, body: undefined }
  try {
    return { status, headers, body: JSON.parse(text) }
  } catch {
    return `answered ${status} without JSON`
  }
}

/** The code in the cause of a failed `fetch`, whose own message is just "fetch failed". Neither holds the request. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code
  return cause instanceof Error ? cause.name : 'the request failed'
}

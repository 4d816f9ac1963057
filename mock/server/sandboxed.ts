import type { PlainResponse } from '../wire/plain-response.ts'

/** A media type of JSON alone: of a list of types, a browser takes the last. */
const json = /^application\/(?:[\w.-]+\+)?json(?:;\s*charset="?[\w-]+"?)?$/i

/**
 * An answer without power over the server's origin. A planned fault or policy chooses the media type: a page would run
 * scripts as the console does, and reach other servers of this machine as the same site.
 */
export function sandboxed(response: PlainResponse): PlainResponse {
  const type = response.headers['content-type']
  if (type === undefined ? response.body.length === 0 : json.test(type)) return response
  const headers = { 'content-security-policy': 'sandbox', 'x-content-type-options': 'nosniff' }
  return { ...response, headers: { ...response.headers, ...headers } }
}

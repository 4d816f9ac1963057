import type { PlainRequest } from '../wire/plain-request.ts'
import type { PlainResponse } from '../wire/plain-response.ts'

/** The headers that let a browser on another origin read an answer, also with credentials: they allow its origin by name. */
export function corsHeaders(origin: string | undefined): Record<string, string> {
  if (origin === undefined) return {}
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'Retry-After, Location',
    vary: 'Origin',
  }
}

/** The answer to a preflight request, which allows all that it asks for; `undefined` for any other request. */
export function preflightResponse({ method, headers }: PlainRequest): PlainResponse | undefined {
  const wantedMethod = headers['access-control-request-method']
  if (method !== 'OPTIONS' || headers['origin'] === undefined || wantedMethod === undefined) return undefined
  const wantedHeaders = headers['access-control-request-headers']
  return {
    status: 204,
    headers: {
      'access-control-allow-methods': wantedMethod,
      ...(wantedHeaders === undefined ? {} : { 'access-control-allow-headers': wantedHeaders }),
      'access-control-max-age': '600',
    },
    body: '',
  }
}

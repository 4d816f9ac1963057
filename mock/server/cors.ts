/** The headers a browser on another origin needs to read an answer, credentials included: the origin is sent back to it. */
export function corsHeaders(origin: string | null): Record<string, string> {
  if (origin === null) return {}
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'Retry-After, Location',
    vary: 'Origin',
  }
}

/** The answer to a preflight: whatever is asked for is allowed. `undefined` if the request is none. */
export function preflightResponse({ method, headers }: Request): Response | undefined {
  const wantedMethod = headers.get('access-control-request-method')
  if (method !== 'OPTIONS' || !headers.has('origin') || wantedMethod === null) return undefined
  const wantedHeaders = headers.get('access-control-request-headers')
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': wantedMethod,
      ...(wantedHeaders === null ? {} : { 'access-control-allow-headers': wantedHeaders }),
      'access-control-max-age': '600',
    },
  })
}

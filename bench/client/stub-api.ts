const baseUrl = 'https://portal.example'
const jsonHeaders = { 'content-type': 'application/json' }
const text = '{"id":7,"total":12}'
/** As long as the signature of RS256. */
const signature = 'x'.repeat(342)

let issued = 0

function issueToken(): string {
  const iat = Math.floor(Date.now() / 1000)
  issued += 1
  const claims = { sub: 'ada', iat, exp: iat + 3600, jti: issued }
  return [{ alg: 'RS256' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .concat(signature)
    .join('.')
}

/** Answers without a network: a login, a refresh, and an API that looks at nothing. */
export async function stubFetch(request: Request): Promise<Response> {
  if (!request.url.includes('/auth/')) return new Response(text, { headers: jsonHeaders })
  return Response.json({ access_token: issueToken(), refresh_token: `r${issued}`, user: { id: 'ada' } })
}

/** The URL of the calls, and what a POST sends. */
export const api: {
  readonly baseUrl: string
  readonly path: string
  readonly url: string
  readonly post: RequestInit
} = {
  baseUrl,
  path: '/orders',
  url: `${baseUrl}/orders`,
  post: { method: 'POST', headers: jsonHeaders, body: '{"total":12}' },
}

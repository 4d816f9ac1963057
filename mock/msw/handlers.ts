import { type HttpHandler, http } from 'msw'
import type { Portal } from '../portal/portal-api.ts'
import { behindPrefix } from '../wire/behind-prefix.ts'
import { isNetworkFault } from '../wire/network-fault.ts'

/** Where the portal lives, on any origin and below any prefix; a team's other `/api/v1` endpoints are not among them. */
const paths = ['*/api/v1/auth/*', '*/api/v1/me', '*/api/v1/platform/.well-known/jwks.json']

/** MSW handlers for a portal. They are thin: whatever they match, the core answers; a network fault is `Response.error()`. */
export function portalHandlers(portal: Pick<Portal, 'fetch'>): HttpHandler[] {
  const resolve = async ({ request }: { request: Request }): Promise<Response> => {
    try {
      const prefix = prefixOf(request)
      return prefix === '' ? await portal.fetch(request) : await askBehind(prefix, portal, request)
    } catch (error) {
      // MSW prints what is thrown, and nobody waits for the answer to a request that was aborted.
      if (isNetworkFault(error) || request.signal.aborted) return Response.error()
      throw error
    }
  }
  return paths.map((path) => http.all(path, resolve))
}

/** What stands before the portal's paths behind a same-origin proxy. */
function prefixOf({ url }: Request): string {
  const { pathname } = new URL(url)
  return pathname.slice(0, Math.max(0, pathname.indexOf('/api/v1/')))
}

/** Takes the prefix away, as the proxy would; a redirect leads behind it again. */
async function askBehind(prefix: string, portal: Pick<Portal, 'fetch'>, request: Request): Promise<Response> {
  const url = new URL(request.url)
  const inner = new URL(url.pathname.slice(prefix.length) + url.search, url)
  const response = await portal.fetch(new Request(inner, request))
  const location = response.headers.get('location')
  if (location === null) return response
  const headers = new Headers(response.headers)
  headers.set('location', behindPrefix(location, prefix, url))
  return new Response(response.body, { status: response.status, headers })
}

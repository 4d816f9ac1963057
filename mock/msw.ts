import { type HttpHandler, http } from 'msw'
import { isNetworkFault } from './network-fault.ts'
import type { Portal } from './portal-api.ts'

/** Where the portal lives, on any origin and below any prefix; a team's other `/api/v1` endpoints are not among them. */
const paths = ['*/api/v1/auth/*', '*/api/v1/me', '*/api/v1/platform/.well-known/jwks.json']

/** MSW handlers for a portal. They are thin: whatever they match, the core answers; a network fault is `Response.error()`. */
export function portalHandlers(portal: Pick<Portal, 'fetch'>): HttpHandler[] {
  const resolve = async ({ request }: { request: Request }): Promise<Response> => {
    try {
      return await portal.fetch(withoutPrefix(request))
    } catch (error) {
      if (isNetworkFault(error)) return Response.error()
      throw error
    }
  }
  return paths.map((path) => http.all(path, resolve))
}

/** Behind a same-origin proxy the portal's paths have something before them, which the proxy would take away. */
function withoutPrefix(request: Request): Request {
  const url = new URL(request.url)
  const start = url.pathname.indexOf('/api/v1/')
  return start <= 0 ? request : new Request(new URL(url.pathname.slice(start) + url.search, url), request)
}

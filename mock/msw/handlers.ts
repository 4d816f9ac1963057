import { type HttpHandler, http } from 'msw'
import type { Portal } from '../portal/portal-api.ts'
import { askBelowPrefix, prefixHeader } from '../wire/ask-below-prefix.ts'
import { isNetworkFault } from '../wire/network-fault.ts'
import { portalPrefix } from '../wire/portal-prefix.ts'

/** The portal's paths, on any origin and below any prefix. Other endpoints below `/api/v1` are not matched. */
const paths = [
  '*/api/v1/auth/*',
  '*/api/v1/me',
  '*/api/v1/platform/.well-known/jwks.json',
  '*/tenants/*/.well-known/openid-configuration',
]

/** MSW handlers for a portal. They only match: the core answers, and a network fault becomes `Response.error()`. */
export function portalHandlers(portal: Pick<Portal, 'fetch'>): HttpHandler[] {
  const resolve = async ({ request }: { request: Request }): Promise<Response> => {
    try {
      const url = new URL(request.url)
      const prefix = portalPrefix(url.pathname)
      return prefix === '' ? await portal.fetch(request) : await fetchBelowPrefix(portal, url, prefix, request)
    } catch (error) {
      // MSW prints what a handler throws. Nobody waits for the answer to an aborted request.
      if (isNetworkFault(error) || request.signal.aborted) return Response.error()
      throw error
    }
  }
  return paths.map((path) => http.all(path, resolve))
}

async function fetchBelowPrefix(
  portal: Pick<Portal, 'fetch'>,
  url: URL,
  prefix: string,
  request: Request,
): Promise<Response> {
  const { response, headers } = await askBelowPrefix(url, prefix, async (inner) => {
    const within = new Request(inner, request)
    within.headers.set(prefixHeader, prefix)
    const response = await portal.fetch(within)
    return { response, headers: Object.fromEntries(response.headers) }
  })
  return headers['location'] === undefined
    ? response
    : new Response(response.body, { status: response.status, headers })
}

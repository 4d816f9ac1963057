import { consolePage } from '../console/page.ts'
import { detailResponse } from '../http/json-response.ts'
import type { Portal } from '../portal-api.ts'

/** The header that names a portal of its own on a shared server. */
export const portalHeader = 'x-mock-portal'
/** Before this path's second segment stands the key of a portal: `/p/KEY/api/v1/…`. */
const prefix = /^\/p\/([^/]*)(\/.*)?$/
const keyPattern = /^[\w.~-]{1,100}$/
/** So many are kept; of more, the one not asked for longest is dropped. */
const limit = 1000

/** The portals of one server: one for whoever names none, and one for each key. */
export type Portals = {
  /** Answers a request from the portal it names. An unknown key makes a portal, from the same seed as the first. */
  answer(request: Request): Promise<Response>
  /** The keys in use, the one asked for last at the end. */
  keys(): string[]
}

/** Makes the portals of a server. */
export function createPortals(first: Pick<Portal, 'fetch'>, create: () => Pick<Portal, 'fetch'>): Portals {
  const portals = new Map<string, Pick<Portal, 'fetch'>>()
  const portalOf = (key: string): Pick<Portal, 'fetch'> => {
    const portal = portals.get(key) ?? create()
    portals.delete(key)
    portals.set(key, portal)
    const [oldest] = portals.keys()
    if (portals.size > limit && oldest !== undefined) portals.delete(oldest)
    return portal
  }
  const drop = (key: string | null): Response => {
    if (key === null) portals.clear()
    else if (!portals.delete(key)) return detailResponse(400, `portals: there is none with the key ${key}`)
    return Response.json([...portals.keys()])
  }

  return {
    keys: () => [...portals.keys()],
    async answer(request: Request): Promise<Response> {
      const url = new URL(request.url)
      if (url.pathname === '/__mock__/portals') {
        if (request.method === 'GET') return Response.json([...portals.keys()])
        if (request.method === 'DELETE') return drop(url.searchParams.get('key'))
        return detailResponse(405, '/__mock__/portals takes GET, DELETE', { allow: 'GET, DELETE' })
      }
      const [, prefixKey, rest = '/'] = prefix.exec(url.pathname) ?? []
      const key = prefixKey ?? request.headers.get(portalHeader)
      if (isConsole(request.method, prefixKey === undefined ? url.pathname : rest)) return page()
      if (key === null) return await first.fetch(request)
      if (!keyPattern.test(key)) {
        return detailResponse(400, `The portal key ${JSON.stringify(key)} is not 1 to 100 of A-Z a-z 0-9 . _ ~ -`)
      }
      if (prefixKey === undefined) return await portalOf(key).fetch(request)
      const inner = { ...request, url: new URL(`${rest}${url.search}`, url).href }
      return withPrefix(await portalOf(key).fetch(inner), `/p/${key}`)
    },
  }
}

const isConsole = (method: string, path: string): boolean => method === 'GET' && /^\/__mock__\/?$/.test(path)

function page(): Response {
  const policy =
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; connect-src 'self'"
  return new Response(consolePage, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
    },
  })
}

/** A redirect leads to where it was asked for: behind the prefix again. */
function withPrefix(response: Response, prefix: string): Response {
  const location = response.headers.get('location')
  if (location === null) return response
  const target = new URL(location)
  const headers = new Headers(response.headers)
  headers.set('location', new URL(`${prefix}${target.pathname}${target.search}`, target).href)
  return new Response(response.body, { status: response.status, headers })
}

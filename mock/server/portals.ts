import { consolePage } from '../console/page.ts'
import { detailResponse, jsonResponse } from '../fastapi/json-response.ts'
import type { Answer } from '../portal/answering-fetch.ts'
import { behindPrefix } from '../wire/behind-prefix.ts'
import type { PlainRequest } from '../wire/plain-request.ts'
import type { PlainResponse } from '../wire/plain-response.ts'

/** The header that names a portal of its own on a shared server. */
const portalHeader = 'x-mock-portal'
/** Before this path's second segment stands the key of a portal: `/p/KEY/api/v1/…`. */
const prefix = /^\/p\/([^/]*)(\/.*)?$/
const keyPattern = /^[\w.~-]{1,100}$/
/** So many are kept; of more, the one not asked for longest is dropped. */
const limit = 1000

/**
 * Makes the portals of one server, and what answers a request from the one it names: `first` where it names none, and
 * under a key that was not seen before a new one.
 */
export function createPortals(first: Answer, create: () => Answer): Answer {
  const portals = new Map<string, Answer>()
  const portalOf = (key: string): Answer => {
    const portal = portals.get(key) ?? create()
    portals.delete(key)
    portals.set(key, portal)
    const [oldest] = portals.keys()
    if (portals.size > limit && oldest !== undefined) portals.delete(oldest)
    return portal
  }
  const list = (): PlainResponse => jsonResponse({ status: 200, body: [...portals.keys()] })
  const drop = (query: URLSearchParams): PlainResponse => {
    const key = query.get('key')
    const stranger = [...query.keys()].find((name) => name !== 'key')
    if (stranger !== undefined) return detailResponse(400, `portals: "${stranger}" is no name here; allowed: key`)
    if (key === null) portals.clear()
    else if (!portals.delete(key)) return detailResponse(400, `portals: there is none with the key ${key}`)
    return list()
  }

  return (request) => {
    const { method, url, headers } = request
    if (url.pathname === '/__mock__/portals') {
      if (method === 'GET') return list()
      if (method === 'DELETE') return drop(url.searchParams)
      return detailResponse(405, '/__mock__/portals takes GET, DELETE', { allow: 'GET, DELETE' })
    }
    const [, prefixKey, rest = '/'] = prefix.exec(url.pathname) ?? []
    const key = prefixKey ?? headers[portalHeader]
    if (isConsole(method, prefixKey === undefined ? url.pathname : rest)) return page
    if (key === undefined) return first(request)
    if (!keyPattern.test(key)) {
      return detailResponse(400, `The portal key ${JSON.stringify(key)} is not 1 to 100 of A-Z a-z 0-9 . _ ~ -`)
    }
    if (prefixKey === undefined) return portalOf(key)(request)
    return askBehind(`/p/${key}`, portalOf(key), { ...request, url: new URL(`${rest}${url.search}`, url) })
  }
}

const isConsole = (method: string, path: string): boolean => /^(GET|HEAD)$/.test(method) && /^\/__mock__\/?$/.test(path)

const page: PlainResponse = {
  status: 200,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; connect-src 'self'",
    'cache-control': 'no-store',
  },
  body: consolePage,
}

async function askBehind(prefix: string, answer: Answer, request: PlainRequest): Promise<PlainResponse> {
  const response = await answer(request)
  const { location } = response.headers
  if (location === undefined) return response
  return { ...response, headers: { ...response.headers, location: behindPrefix(location, prefix, request.url) } }
}

import { consolePage } from '../console/page.ts'
import { detailResponse, jsonResponse } from '../fastapi/json-response.ts'
import type { Responder } from '../portal/direct.ts'
import { askBelowPrefix } from '../wire/ask-below-prefix.ts'
import type { PlainResponse } from '../wire/plain-response.ts'

/** The header that names a portal on a shared server. */
const portalHeader = 'x-mock-portal'
/** The path that names a portal on a shared server: `/p/KEY/api/v1/…`. */
const keyedPath = /^\/p\/([^/]*)(\/.*)?$/
const keyPattern = /^[\w.~-]{1,100}$/
/** A server keeps this many portals with a key. One more drops the least recently used. */
const limit = 1000

/**
 * Routes the requests of one server to its portals: to `first` without a key, and to a new portal for each new key.
 */
export function createPortals(first: Responder, create: () => Responder): Responder {
  const portals = new Map<string, Responder>()
  const portalOf = (key: string): Responder => {
    const portal = portals.get(key) ?? create()
    // Set again, so that the map's order is that of the last use.
    portals.delete(key)
    portals.set(key, portal)
    const [oldest] = portals.keys()
    if (portals.size > limit && oldest !== undefined) portals.delete(oldest)
    return portal
  }
  const list = (): PlainResponse => jsonResponse({ status: 200, body: [...portals.keys()] })
  const drop = (query: URLSearchParams): PlainResponse => {
    const key = query.get('key')
    const unknownName = [...query.keys()].find((name) => name !== 'key')
    if (unknownName !== undefined) {
      return detailResponse(400, `DELETE /__mock__/portals: unknown query parameter "${unknownName}"; expected key`)
    }
    if (key === null) portals.clear()
    else if (!portals.delete(key)) return detailResponse(400, `DELETE /__mock__/portals: no portal with key ${key}`)
    return list()
  }

  return (request) => {
    const { method, url, headers } = request
    if (url.pathname === '/__mock__/portals') {
      if (method === 'GET') return list()
      if (method === 'DELETE') return drop(url.searchParams)
      return detailResponse(405, '/__mock__/portals allows GET and DELETE', { allow: 'GET, DELETE' })
    }
    const [, keyInPath, rest = '/'] = keyedPath.exec(url.pathname) ?? []
    const key = keyInPath ?? headers[portalHeader]
    if (isConsole(method, keyInPath === undefined ? url.pathname : rest)) return page
    if (key === undefined) return first(request)
    if (!keyPattern.test(key)) {
      return detailResponse(
        400,
        `The portal key must be 1 to 100 characters of A-Z a-z 0-9 . _ ~ -; got ${JSON.stringify(key)}`,
      )
    }
    const respond = portalOf(key)
    if (keyInPath === undefined) return respond(request)
    return askBelowPrefix(url, `/p/${key}`, (inner) => respond({ ...request, url: inner }))
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

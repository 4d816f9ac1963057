import { detailResponse, jsonResponse } from '../fastapi/json-response.ts'
import type { Responder } from '../portal/direct.ts'
import { askBelowPrefix, prefixHeader } from '../wire/ask-below-prefix.ts'
import type { PlainRequest } from '../wire/plain-request.ts'
import type { PlainResponse } from '../wire/plain-response.ts'
import { consoleRedirect, consoleResponse, isConsoleRequest } from './console-response.ts'
import type { Target } from './target.ts'

/** The header that names a portal on a shared server. */
export const portalHeader = 'x-mock-portal'
const keyPattern = /^[\w.~-]{1,100}$/
/** A server keeps this many portals with a key. One more drops the least recently used. */
const limit = 1000

/** Answers a request that goes to a target. */
export type Router = (request: PlainRequest, target: Target) => PlainResponse | Promise<PlainResponse>

/**
 * Routes the requests of one server to its portals: to `first` without a key, and to a new portal for each new key.
 */
export function createPortals(first: Responder, create: () => Responder): Router {
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

  return (request, target) => {
    const { method, url, headers } = request
    const { prefix, path } = target
    if (path === '/__mock__/portals' && target.key === undefined) {
      if (method === 'GET') return list()
      if (method === 'DELETE') return drop(url.searchParams)
      return detailResponse(405, '/__mock__/portals allows GET and DELETE', { allow: 'GET, DELETE' })
    }
    if (isConsoleRequest(method, path)) return consoleResponse
    const redirect = consoleRedirect(method, url, path)
    if (redirect !== undefined) return redirect
    const key = target.key ?? headers[portalHeader]
    if (key !== undefined && !keyPattern.test(key)) {
      return detailResponse(
        400,
        `The portal key must be 1 to 100 characters of A-Z a-z 0-9 . _ ~ -; got ${JSON.stringify(key)}`,
      )
    }
    const respond = key === undefined ? first : portalOf(key)
    if (prefix === '') return respond(request)
    const outer = headers[prefixHeader] ?? ''
    return askBelowPrefix(url, prefix, (inner) =>
      respond({ ...request, url: inner, headers: { ...headers, [prefixHeader]: `${outer}${prefix}` } }),
    )
  }
}

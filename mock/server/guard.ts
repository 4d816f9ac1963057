import type { IncomingHttpHeaders } from 'node:http'
import { detailResponse } from '../fastapi/json-response.ts'
import type { PlainResponse } from '../wire/plain-response.ts'
import type { HostCheck } from './allowed-hosts.ts'
import { parseUrl } from './parse-url.ts'

/** The answer to a request that the server does not act on; `undefined` for any other. */
export type Guard = (request: GuardedRequest) => PlainResponse | undefined

/** What a guard judges: all that a page of another site cannot choose. */
interface GuardedRequest {
  readonly url: URL
  readonly headers: IncomingHttpHeaders
  /** Whether it is for the console or the control API. */
  readonly isControl: boolean
}

/**
 * Makes the guard of a server, which stands between it and the web pages that its user visits. A request must name the
 * server by a host that is allowed. The control API, which shows passwords and changes everything, refuses pages of other
 * hosts. The portal's own operations answer any page, as behind the CORS settings of a real portal.
 */
export function createGuard(isAllowed: HostCheck): Guard {
  return ({ url, headers, isControl }) => {
    const { host, origin } = headers
    // A target in absolute form names a host of its own.
    for (const name of [url.hostname, host === undefined || host === url.host ? url.hostname : hostOf(host)]) {
      if (!isAllowed(name)) return refusal(`host ${JSON.stringify(name)} is not allowed`, name)
    }
    if (!isControl) return undefined
    if (origin !== undefined && !isAllowedOrigin(origin, isAllowed)) {
      return refusal(`a page of ${origin} is not allowed to use /__mock__/`, hostOf(origin))
    }
    if (headers['sec-fetch-site'] === 'cross-site') return detailResponse(403, crossSite)
    return hasBody(headers) && !json.test(headers['content-type'] ?? '') ? detailResponse(415, notJson) : undefined
  }
}

const crossSite =
  'Another site is not allowed to use /__mock__/. Type the address of the mock, or use the same host name for the page and the mock: to a browser, localhost and 127.0.0.1 are two sites'

// A page of another origin can send other types without asking the server first.
const notJson = 'A body for /__mock__/ must have the header content-type: application/json'
const json = /^application\/json\s*(?:;|$)/i

const hasBody = (headers: IncomingHttpHeaders): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

const isAllowedOrigin = (origin: string, isAllowed: HostCheck): boolean => {
  const url = parseUrl(origin)
  return url !== undefined && /^https?:$/.test(url.protocol) && isAllowed(url.hostname)
}

/** The host name of an origin, or of a `Host` header. */
const hostOf = (text: string): string => parseUrl(text.includes('://') ? text : `http://${text}`)?.hostname ?? ''

function refusal(problem: string, name: string): PlainResponse {
  const option = name === '' ? '' : `; to allow it, start the mock with --allow-host ${name}`
  return detailResponse(403, `${problem.charAt(0).toUpperCase()}${problem.slice(1)}${option}`)
}

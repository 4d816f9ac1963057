/** Whether a URL may be sent the access token; a text may be a path on the page's own origin. */
export type OriginCheck = (url: string | URL) => boolean

/**
 * Makes the rule for who may be sent the access token: URLs of the given origins and no others. An origin may be
 * relative to the page, as a path prefix of a same-origin proxy is.
 *
 * Throws a `TypeError` for an entry that is no http or https origin.
 */
export function createOriginCheck(origins: readonly string[]): OriginCheck {
  const page = typeof location === 'undefined' ? undefined : location.origin
  const allowed = new Set(origins.map((entry) => originOf(entry, page)))
  const isOnPage = (url: string): boolean => /^\/(?![/\\])/.test(url)
  return (url) => {
    // Without a page, as on a server, every path is on the origin of a page to come.
    if (typeof url === 'string' && page === undefined && isOnPage(url)) return allowed.has(undefined)
    const { origin } = (typeof url === 'string' ? parse(url, page) : url) ?? {}
    return origin !== undefined && allowed.has(origin)
  }
}

function originOf(entry: string, page: string | undefined): string | undefined {
  if (entry.startsWith('/') && page === undefined) return undefined
  const { protocol, origin } = parse(entry, page) ?? {}
  // 'localhost:3000' is a URL too, of the scheme localhost: its origin is 'null', as that of every data URL is.
  if (protocol === 'http:' || protocol === 'https:') return origin
  throw new TypeError(`createPortalAuth: apiOrigins: '${entry}' is no origin: give one such as https://api.example.com`)
}

function parse(entry: string, page: string | undefined): URL | undefined {
  try {
    return new URL(entry, page)
  } catch {
    return undefined
  }
}

/** Whether a URL may receive the access token. A string may be a path on the page's own origin. */
export type OriginCheck = (url: string | URL) => boolean

/**
 * Makes the check for which URLs may receive the access token: those of the given origins. An entry may be relative to the
 * page, as the path prefix of a same-origin proxy is.
 *
 * Throws a `TypeError` for an entry that is not an http or https origin.
 */
export function createOriginCheck(origins: readonly string[]): OriginCheck {
  const page = typeof location === 'undefined' ? undefined : location.origin
  const allowed = new Set(origins.map((entry) => originOf(entry, page)))
  const isOnPage = (url: string): boolean => /^\/(?![/\\])/.test(url)
  return (url) => {
    // Without a page, as on a server, every path is on the origin of the future page.
    if (typeof url === 'string' && page === undefined && isOnPage(url)) return allowed.has(undefined)
    const { origin } = (typeof url === 'string' ? parse(url, page) : url) ?? {}
    return origin !== undefined && allowed.has(origin)
  }
}

function originOf(entry: string, page: string | undefined): string | undefined {
  if (entry.startsWith('/') && page === undefined) return undefined
  const { protocol, origin } = parse(entry, page) ?? {}
  // 'localhost:3000' is a URL too, with the scheme localhost. Its origin is 'null', as with every data URL.
  if (protocol === 'http:' || protocol === 'https:') return origin
  throw new TypeError(`createPortalAuth(): apiOrigins must hold origins such as https://api.example.com; got ${entry}`)
}

function parse(entry: string, page: string | undefined): URL | undefined {
  try {
    return new URL(entry, page)
  } catch {
    return undefined
  }
}

import { originOf, pageUrl } from '../base/origin.ts'

/** Whether a URL may receive the access token. A string may be a path on the page's own origin. */
export type OriginCheck = (url: string | URL) => boolean

/** A path on the page's own origin; a second slash, or a backslash, would start another host. */
const ownPath = /^\/(?![/\\])[^\s\p{Cc}]*$/u

/** A parsed origin of a host that a request can have: no wildcard, no placeholder, no dot in front. */
const plainOrigin = /^https?:\/\/(([\w-]+\.)*[\w-]+\.?|\[[\da-f:.]+\])(:\d+)?$/

/**
 * Makes the check for which URLs may receive the access token: those of the origins in `apiOrigins`; without that
 * option, those of `baseUrl`. An entry may be a path, which stands for the page's own origin.
 *
 * Throws a `TypeError` for an entry that is not exactly an http or https origin or a path.
 */
export function createOriginCheck(apiOrigins: readonly string[] | undefined, baseUrl: string): OriginCheck {
  const page = pageUrl()
  const allowed = new Set<string | undefined>()
  for (const entry of apiOrigins ?? []) {
    if (!ownPath.test(entry) && !isExactOrigin(entry)) {
      throw new TypeError(
        typeof process !== 'undefined' && process.env.NODE_ENV !== 'production'
          ? `createPortalAuth(): apiOrigins must hold origins such as https://api.example.com; got ${entry}`
          : 'apiOrigins',
      )
    }
  }
  for (const entry of apiOrigins ?? [baseUrl]) allowed.add(originOf(entry, page))
  return (url) => {
    // A URL that begins with an origin and a slash needs no parser.
    const end = typeof url === 'string' ? url.indexOf('/', 'https://'.length) : -1
    if (end > 0 && allowed.has(String(url).slice(0, end))) return true
    const origin = originOf(url, page)
    if (origin !== undefined) return allowed.has(origin)
    // Without a page, as on a server, every path is on the origin of the future page.
    return page === undefined && typeof url === 'string' && ownPath.test(url) && allowed.has(undefined)
  }
}

function isExactOrigin(entry: string): boolean {
  // Judged as parsed: a URL parser decodes escapes and full-width characters, so that `%2A` is a wildcard too.
  return /^https?:\/\/[^/?#@\\\s\p{Cc}]+\/?$/iu.test(entry) && plainOrigin.test(originOf(entry) ?? '')
}

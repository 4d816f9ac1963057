import { isBaseUrl, originOf, pageUrl } from '../base/origin.ts'

/** Whether a URL may receive the access token. A string may be a path on the page's own origin. */
export type OriginCheck = (url: string | URL) => boolean

/** A path on the page's own origin; a second slash, or a backslash, would start another host. */
const ownPath = /^\/(?![/\\])[^\s\p{Cc}]*$/u

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
    if (!isBaseUrl(entry) || !/^\/|:\/\/[^/*]+\/?$/.test(entry)) {
      throw new TypeError(
        typeof process !== 'undefined' && process.env.NODE_ENV !== 'production'
          ? `createPortalAuth(): apiOrigins must hold origins such as https://api.example.com; got ${entry}`
          : 'apiOrigins',
      )
    }
  }
  for (const entry of apiOrigins ?? [baseUrl]) allowed.add(originOf(entry, page))
  return (url) => {
    const origin = originOf(url, page)
    if (origin !== undefined) return allowed.has(origin)
    // Without a page, as on a server, every path is on the origin of the future page.
    return page === undefined && typeof url === 'string' && ownPath.test(url) && allowed.has(undefined)
  }
}

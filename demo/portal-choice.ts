/** The portal that the page uses: the mock in its service worker, or one at a URL. */
export type PortalChoice = { readonly kind: 'mock' } | { readonly kind: 'server'; readonly baseUrl: string }

/**
 * Reads the setting: `VITE_PORTAL_URL` from the build, or `?portal=` in the page's URL. The latter may name only this
 * origin or this machine, because a link must not be able to send a password elsewhere.
 */
export function choosePortal(pageUrl: URL, setting: string | undefined): PortalChoice {
  const asked = pageUrl.searchParams.get('portal')
  if (asked !== null) {
    const { origin, hostname, pathname } = new URL(asked, pageUrl)
    const isHere = origin === pageUrl.origin || ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
    if (!isHere) throw new Error(`?portal= must name this machine; got ${hostname}. Set VITE_PORTAL_URL instead.`)
    return { kind: 'server', baseUrl: `${origin}${pathname}`.replace(/\/$/, '') }
  }
  return setting ? { kind: 'server', baseUrl: setting } : { kind: 'mock' }
}

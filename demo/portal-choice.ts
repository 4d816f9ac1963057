/** Which portal the page talks to: the mock in its service worker, or one at an address. */
export type PortalChoice = { readonly kind: 'mock' } | { readonly kind: 'server'; readonly baseUrl: string }

/**
 * Reads the setting: `VITE_PORTAL_URL` when the page was built or served, or `?portal=` in its address. The address may
 * name this origin or this machine alone, because a link must not be able to send a password elsewhere.
 */
export function choosePortal(pageUrl: URL, setting: string | undefined): PortalChoice {
  const asked = pageUrl.searchParams.get('portal')
  if (asked !== null) {
    const { origin, hostname, pathname } = new URL(asked, pageUrl)
    const isHere = origin === pageUrl.origin || ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
    if (!isHere) throw new Error(`?portal= may name this machine only, not ${hostname}: set VITE_PORTAL_URL instead`)
    return { kind: 'server', baseUrl: `${origin}${pathname}`.replace(/\/$/, '') }
  }
  return setting ? { kind: 'server', baseUrl: setting } : { kind: 'mock' }
}

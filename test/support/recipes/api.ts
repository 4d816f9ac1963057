import { vi } from 'vitest'
import { createPortalMock, type PortalMock } from '../../../mock/index.ts'

/** The servers of a recipe: the portal, and an API that requires its access tokens. */
export interface Network {
  readonly portal: PortalMock
  /** The statuses of the API's responses. */
  readonly statuses: number[]
  /** Makes the API reject the next request with 401, as if its token were revoked. */
  rejectOnce(): void
}

/** Replaces the global fetch by a portal and an API of orders. */
export function stubNetwork(): Network {
  const portal = createPortalMock()
  const statuses: number[] = []
  let rejects = false
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input, init)
    const url = new URL(request.url)
    if (!url.pathname.endsWith('/orders')) {
      return portal.fetch(new Request(request.url.replace('/portal/', '/'), request))
    }
    const me = new Request('https://portal.test/api/v1/me', { headers: request.headers })
    const isKnown = !rejects && (await portal.fetch(me)).ok
    rejects = false
    statuses.push(isKnown ? 200 : 401)
    return isKnown ? Response.json([{ id: 'order-1', total: 7 }]) : Response.json({}, { status: 401 })
  })
  return {
    portal,
    statuses,
    rejectOnce() {
      rejects = true
    },
  }
}

/** A seeded user without a second factor. */
export const plain = { email: 'plain@acme.example', password: 'plain-password-1' }

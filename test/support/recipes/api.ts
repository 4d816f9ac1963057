import { vi } from 'vitest'
import { createPortalMock, type PortalMock } from '../../../mock/index.ts'

/** What stands behind `fetch` in a recipe: the portal, and an API that wants its access tokens. */
export interface Network {
  readonly portal: PortalMock
  /** The statuses that the API has answered with. */
  readonly statuses: number[]
  /** Makes the API refuse the next request's token, as one that was revoked. */
  refuseOnce(): void
}

/** Puts a portal and an API of orders behind the global fetch. */
export function stubNetwork(): Network {
  const portal = createPortalMock()
  const statuses: number[] = []
  let refuses = false
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input, init)
    const url = new URL(request.url)
    if (!url.pathname.endsWith('/orders')) {
      return portal.fetch(new Request(request.url.replace('/portal/', '/'), request))
    }
    const me = new Request('https://portal.test/api/v1/me', { headers: request.headers })
    const isKnown = !refuses && (await portal.fetch(me)).ok
    refuses = false
    statuses.push(isKnown ? 200 : 401)
    return isKnown ? Response.json([{ id: 'order-1', total: 7 }]) : Response.json({}, { status: 401 })
  })
  return {
    portal,
    statuses,
    refuseOnce() {
      refuses = true
    },
  }
}

/** A seeded user who needs a password only. */
export const plain = { email: 'plain@acme.example', password: 'plain-password-1' }

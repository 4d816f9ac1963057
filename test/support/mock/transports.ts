import { vi } from 'vitest'
import type { PortalMock } from '../../../mock/index.ts'
import { setupServer } from '../../../mock/node.ts'
import { startPortalServer } from '../../../mock/server/server.ts'
import type { Send } from './driver.ts'

/** A reachable portal: its `fetch` and its origin. */
export interface Reached {
  origin: string
  send: Send
  close(): Promise<void>
}
/** A way to reach a portal. */
export type TransportName = 'portal.fetch' | 'msw 3' | 'msw 2' | 'http'

const MSW_ORIGIN = 'https://portal.example'

/** Imports files with MSW 2 in place of MSW 3. */
export async function underMsw2<T>(load: () => Promise<T>): Promise<T> {
  vi.resetModules()
  vi.doMock('msw', () => import('msw2'))
  vi.doMock('msw/node', () => import('msw2/node'))
  try {
    return await load()
  } finally {
    vi.doUnmock('msw')
    vi.doUnmock('msw/node')
    vi.resetModules()
  }
}

/** `setupServer` and the handlers of MSW 2. */
export async function setupUnderMsw2(
  portal: Parameters<typeof setupServer>[0],
  ...more: Parameters<typeof setupServer>[1][]
): Promise<ReturnType<typeof setupServer>> {
  return await underMsw2(async () => {
    const { portalHandlers } = await import('../../../mock/msw/handlers.ts')
    const node = await import('../../../mock/node.ts')
    return node.setupServer({ handlers: portalHandlers(portal as never) }, ...more)
  })
}

async function throughMsw(server: ReturnType<typeof setupServer>): Promise<Reached> {
  server.listen({ onUnhandledFrame: 'error' })
  return {
    origin: MSW_ORIGIN,
    send: (path, init) => fetch(`${MSW_ORIGIN}${path}`, init),
    close: async () => server.close(),
  }
}

/** Every transport by name, with the function that opens it. */
export const transports: Readonly<Record<TransportName, (portal: PortalMock) => Promise<Reached>>> = {
  'portal.fetch': async (portal) => ({ origin: 'http://portal.test', send: portal.fetch, close: async () => {} }),
  'msw 3': (portal) => throughMsw(setupServer(portal)),
  'msw 2': async (portal) => throughMsw(await setupUnderMsw2(portal)),
  http: async (portal) => {
    const server = await startPortalServer({ portal })
    return {
      origin: server.url,
      send: (path, init) => fetch(`${server.url}${path}`, init),
      close: () => server.close(),
    }
  },
}

/** The names of the transports, for `test.for`. */
export const transportNames = Object.keys(transports) as TransportName[]

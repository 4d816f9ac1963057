import { createServer, type Server } from 'node:http'
import { Server as NetServer, type Socket } from 'node:net'
import { check, filledText, object, optional, type Shape, whole } from '../base/shape.ts'
import { behind } from '../portal/answering-fetch.ts'
import { createPortal } from '../portal/portal.ts'
import type { Portal, PortalOptions } from '../portal/portal-api.ts'
import { portalOptionShapes, withMethod } from '../portal/portal-options.ts'
import { askPortal } from './ask-portal.ts'
import { createPortals } from './portals.ts'
import { realTimers } from './real-timers.ts'
import { serve } from './serve.ts'
import { createTogether } from './together.ts'

export type { Portal, PortalOptions } from '../portal/portal-api.ts'

/** How a server is started. */
export type PortalServerOptions = PortalOptions & {
  /** The portal to serve, made elsewhere with options of its own. Default: a new one from the other options. */
  readonly portal?: Portal | undefined
  /** Default 0: any free one. */
  readonly port?: number | undefined
  /** Default `127.0.0.1`: this machine only. */
  readonly host?: string | undefined
}

/** A server that listens. */
export interface PortalServer {
  /** `http://HOST:PORT`, without a slash at the end. */
  readonly url: string
  readonly port: number
  readonly portal: Portal
  /**
   * Takes no new connection, answers what has arrived, then resolves: 50 ms later where a connection is kept open, and up
   * to 2 s where half a request has arrived. A second call resolves with the first.
   */
  close(): Promise<void>
}

const serverOptionShapes: { readonly [Name in keyof PortalServerOptions]-?: Shape } = {
  ...portalOptionShapes,
  portal: optional(withMethod('fetch')),
  port: optional(whole(0, 65_535)),
  host: optional(filledText),
}

/**
 * Serves a portal over HTTP, with CORS for browsers and the control API under `/__mock__/`. A request with the header
 * `x-mock-portal: KEY`, or below the path `/p/KEY`, meets a portal of its own, made from the same options when the key is
 * first seen: one server for many tests at once. Without a key it is `portal`, which all share.
 * Rejects with the system's error when it cannot listen: `EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL`.
 */
export async function startPortalServer(options: PortalServerOptions = {}): Promise<PortalServer> {
  check(object<PortalServerOptions>(serverOptionShapes), options, (path) => path || 'options')
  const { port = 0, host = '127.0.0.1', portal: given, ...portalOptions } = options
  const [[stranger] = []] = Object.entries(portalOptions).filter(([, value]) => value !== undefined)
  if (given !== undefined && stranger !== undefined) {
    throw new TypeError(`"${stranger}" says nothing beside a portal; give it to createPortalMock`)
  }
  const create = (given && behind(given.fetch)?.another) ?? (() => createPortal(portalOptions))
  const portal = given ?? create()
  const answer = createPortals(askPortal(portal), () => askPortal(create()))
  const serving = { answer, isClosing: () => !server.listening, waiting: new WeakMap(), together: createTogether() }
  const server = createServer({ connectionsCheckingInterval: arrivalMs }, (incoming, outgoing) => {
    void serve(serving, incoming, outgoing)
  })
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await listen(server, port, host)
  const address = server.address()
  const actualPort = typeof address === 'object' && address !== null ? address.port : port
  let closing: Promise<void> | undefined
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`,
    port: actualPort,
    portal,
    close(): Promise<void> {
      closing ??= close(server, sockets)
      return closing
    },
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

/** For this long a connection that looks idle may still bring a request that was sent before the server closed. */
const lingerMs = 50
/** A request that takes longer than this to arrive does not hold up the close; Node looks as often. */
const arrivalMs = 1000

function close(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  Object.assign(server, { headersTimeout: arrivalMs, requestTimeout: arrivalMs })
  return new Promise((resolve) => {
    const linger = realTimers.setTimeout(() => {
      server.closeIdleConnections()
      // Node does not count one as idle that was opened in reserve and never used.
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy()
    }, lingerMs)
    // Not `server.close`: it cuts idle connections at once, and with them requests that arrived and were not read yet.
    NetServer.prototype.close.call(server, () => {
      realTimers.clearTimeout(linger)
      resolve()
    })
  })
}

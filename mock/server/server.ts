import { createServer, type Server } from 'node:http'
import { Server as NetServer, type Socket } from 'node:net'
import { check, filledText, is, listOf, object, optional, type Shape, whole } from '../base/shape.ts'
import { directAccessOf } from '../portal/direct.ts'
import { createPortal } from '../portal/portal.ts'
import type { Portal, PortalOptions } from '../portal/portal-api.ts'
import { portalOptionShapes, withMethod } from '../portal/portal-options.ts'
import { createHostCheck, hostName } from './allowed-hosts.ts'
import { askPortal } from './ask-portal.ts'
import { createAnswerBatch } from './batch-answers.ts'
import { createGuard } from './guard.ts'
import type { LogRequest } from './log.ts'
import { createPortals } from './portals.ts'
import { realTimers } from './real-timers.ts'
import { serve } from './serve.ts'

export type { Portal, PortalOptions } from '../portal/portal-api.ts'
export type { LogRequest, RequestLog } from './log.ts'

/** Options of {@link startPortalServer}, and those of the portal. */
export type PortalServerOptions = PortalOptions & {
  /** A portal to serve. It excludes the portal's own options. Default: a new portal from those options. */
  readonly portal?: Portal | undefined
  /** The port; 0 is any free one. Default 0. */
  readonly port?: number | undefined
  /** The network interface. Default `127.0.0.1`: this machine only. */
  readonly host?: string | undefined
  /**
   * Names and addresses, without a port, that the server answers to beside `host` and those of this machine (`localhost`,
   * `*.localhost`, 127.0.0.0/8, ::1). A request to another host gets a 403, and so does a page of another host that uses
   * the control API. Default none.
   */
  readonly allowHosts?: readonly string[] | undefined
  /** Is called with each request that has ended. Default: nothing is logged. */
  readonly log?: LogRequest | undefined
}

/** A running server. */
export interface PortalServer {
  /** `http://HOST:PORT`, without a trailing slash. */
  readonly url: string
  /** The port it listens on. */
  readonly port: number
  /** The portal that answers requests without a key. */
  readonly portal: Portal
  /**
   * Accepts no new connections, answers the requests that have arrived, then resolves: after 50 ms if a connection is kept
   * alive, after at most 2 s if a request has arrived in part. A second call resolves together with the first.
   */
  close(): Promise<void>
}

const serverOptionShapes: { readonly [Name in keyof PortalServerOptions]-?: Shape } = {
  ...portalOptionShapes,
  portal: optional(withMethod('fetch')),
  port: optional(whole(0, 65_535)),
  host: optional(filledText),
  allowHosts: optional(listOf(hostName)),
  log: optional(is('a function', (value) => typeof value === 'function')),
}

/**
 * Serves a portal over HTTP, below any path prefix, with CORS for browsers and the control API under `/__mock__/`, which
 * pages of other hosts cannot use. A request with the header
 * `x-mock-portal: KEY`, or below the path `/p/KEY`, is answered by a separate portal, made from the same options when the
 * key is first used: one server serves many tests at once. A request without a key is answered by `portal`. Throws a
 * `TypeError` for a wrong option; rejects with the system's error if it cannot listen: `EADDRINUSE`, `EACCES`,
 * `EADDRNOTAVAIL`.
 */
export async function startPortalServer(options: PortalServerOptions = {}): Promise<PortalServer> {
  check(object<PortalServerOptions>(serverOptionShapes), options, { caller: 'startPortalServer()' })
  const { port = 0, host = '127.0.0.1', allowHosts = [], log, portal: given, ...portalOptions } = options
  const [[unused] = []] = Object.entries(portalOptions).filter(([, value]) => value !== undefined)
  if (given !== undefined && unused !== undefined) {
    throw new TypeError(
      `startPortalServer(): "${unused}" has no effect together with "portal"; pass it to createPortalMock()`,
    )
  }
  const create = (given && directAccessOf(given.fetch)?.createSame) ?? (() => createPortal(portalOptions))
  const portal = given ?? create()
  const respond = createPortals(askPortal(portal), () => askPortal(create()))
  const guard = createGuard(createHostCheck([host, ...allowHosts]))
  const batch = createAnswerBatch()
  const served = { respond, guard, log, isClosing: () => !server.listening, pending: new WeakMap(), batch }
  const server = createServer({ connectionsCheckingInterval: arrivalMs }, (incoming, outgoing) => {
    void serve(served, incoming, outgoing)
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

/** How long idle connections stay open: a request may be under way that was sent before the server closed. */
const lingerMs = 50
/** The time a request may take to arrive while the server closes, and how often Node checks that. */
const arrivalMs = 1000

function close(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  Object.assign(server, { headersTimeout: arrivalMs, requestTimeout: arrivalMs })
  return new Promise((resolve) => {
    const linger = realTimers.setTimeout(() => {
      server.closeIdleConnections()
      // Node does not count a connection as idle that was opened in advance and never used.
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy()
    }, lingerMs)
    // Not `server.close`: it closes idle connections at once, and loses requests that have arrived but are not read yet.
    NetServer.prototype.close.call(server, () => {
      realTimers.clearTimeout(linger)
      resolve()
    })
  })
}

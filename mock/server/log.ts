import type { IncomingMessage, ServerResponse } from 'node:http'
import { portalHeader } from './portals.ts'
import { realTimers } from './real-timers.ts'
import { readTarget } from './target.ts'

/** One request to a server and how it ended. It holds no token, password or code. */
export interface RequestLog {
  /** When it arrived, by the machine's clock, as in ISO 8601. */
  readonly time: string
  /** The HTTP method, in capitals. */
  readonly method: string
  /** The path without the query, which may hold an MFA token; at most 254 characters. */
  readonly path: string
  /** The key of the portal that was asked; `null` for the portal without a key. */
  readonly portal: string | null
  /** The status of the answer; `null` if none was sent, as after a planned network error. */
  readonly status: number | null
  /** From the arrival to the end of the answer, in milliseconds. */
  readonly durationMs: number
}

/** Is called with each request that has ended. */
export type LogRequest = (request: RequestLog) => void

const maxCharacters = 254

/** Calls `log` when the answer is sent or the connection is closed. */
export function logWhenClosed(log: LogRequest, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const arrivedAtMs = realTimers.now()
  const { method = 'GET', url = '/', headers } = incoming
  const [path = '/'] = url.slice(0, maxCharacters).split(/[?#]/)
  const key = readTarget(path).key ?? headers[portalHeader]
  outgoing.once('close', () =>
    log({
      time: new Date(arrivedAtMs).toISOString(),
      method,
      path,
      portal: typeof key === 'string' ? key.slice(0, maxCharacters) : null,
      status: outgoing.headersSent ? outgoing.statusCode : null,
      durationMs: Math.round((realTimers.now() - arrivedAtMs) * 100) / 100,
    }),
  )
}

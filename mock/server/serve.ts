import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { detailResponse } from '../fastapi/json-response.ts'
import { isNetworkFault } from '../wire/network-fault.ts'
import type { PlainResponse } from '../wire/plain-response.ts'
import { type Arrival, readArrival } from './arrival.ts'
import { consoleResponse } from './console-response.ts'
import { corsHeaders, preflightResponse } from './cors.ts'
import type { Guard } from './guard.ts'
import { type LogRequest, logWhenClosed } from './log.ts'
import type { Router } from './portals.ts'
import { bodyLimitBytes, controlLimitBytes, plainRequest, readBody } from './read-request.ts'
import { sandboxed } from './sandboxed.ts'

/** Answers one HTTP request. A planned network fault resets the connection. */
export async function serve(
  server: {
    readonly respond: Router
    readonly guard: Guard
    /** Is called for each request that has ended. */
    readonly log: LogRequest | undefined
    isClosing(): boolean
    /** The answers that each connection waits for: several if requests are pipelined. */
    readonly pending: WeakMap<Socket, number>
    /** Sends an answer together with others that are ready. */
    batch(send: () => void): void
  },
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { respond, guard, log, isClosing, pending, batch } = server
  const arrival = readArrival(incoming, guard)
  // A page that is not allowed may not even read why.
  const cors = arrival.refused?.status === 403 ? {} : corsHeaders(incoming.headers.origin)
  if (log !== undefined) logWhenClosed(log, incoming, outgoing)
  const { socket } = incoming
  const addPending = (count: number): number => {
    const sum = (pending.get(socket) ?? 0) + count
    pending.set(socket, sum)
    return sum
  }
  addPending(1)
  const closed = new AbortController()
  outgoing.once('close', () => {
    // To abort costs more than to answer, so an answer that was sent is not aborted.
    if (!outgoing.writableFinished) closed.abort()
    // An idle connection would delay the close for as long as it is kept alive.
    if (addPending(-1) === 0 && isClosing()) socket.end()
  })
  try {
    const response = await respondTo(arrival, incoming, closed.signal, respond)
    const closing: Record<string, string> = isClosing() && addPending(0) === 1 ? { connection: 'close' } : {}
    const safe = response === consoleResponse ? response : sandboxed(response)
    const send = begin(outgoing, safe, { ...cors, ...closing })
    batch(send)
  } catch (error) {
    if (isNetworkFault(error)) return void socket.resetAndDestroy()
    if (outgoing.destroyed) return
    const send = begin(outgoing, detailResponse(500, `The mock itself failed: ${String(error)}`), cors)
    send()
  }
}

async function respondTo(
  arrival: Arrival,
  incoming: IncomingMessage,
  signal: AbortSignal,
  respond: Router,
): Promise<PlainResponse> {
  if (arrival.refused !== undefined) {
    // The body is read and dropped, so that the answer arrives.
    await readBody(incoming, 0)
    return arrival.refused
  }
  const { url, target } = arrival
  const limitBytes = target.isControl ? controlLimitBytes : bodyLimitBytes
  const body = await readBody(incoming, limitBytes)
  if (body === undefined) {
    return detailResponse(413, `The body is larger than ${limitBytes} bytes`, { connection: 'close' })
  }
  const request = plainRequest(incoming, url, body, signal)
  return preflightResponse(request) ?? (await respond(request, target))
}

/** Writes the head of an answer and returns the function that sends it. Throws for an invalid header. */
function begin(outgoing: ServerResponse, response: PlainResponse, added: Record<string, string>): () => void {
  const { status, headers, body, breaksOff } = response
  const hasLength = breaksOff !== undefined || status === 204 || status === 304
  const length = hasLength ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  outgoing.writeHead(status, { ...headers, ...added, ...length })
  // One call, so that head and body leave in one write.
  if (breaksOff === undefined) return () => outgoing.end(body)
  const breakOff = () => (breaksOff === 'end' ? outgoing.socket?.end() : outgoing.socket?.resetAndDestroy())
  return () => outgoing.write(body, breakOff)
}

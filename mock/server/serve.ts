import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { detailResponse } from '../fastapi/json-response.ts'
import type { Responder } from '../portal/direct.ts'
import { isNetworkFault } from '../wire/network-fault.ts'
import type { PlainResponse } from '../wire/plain-response.ts'
import { corsHeaders, preflightResponse } from './cors.ts'
import { readBody, readRequest } from './read-request.ts'

/** Answers one HTTP request. A planned network fault resets the connection. */
export async function serve(
  server: {
    readonly respond: Responder
    isClosing(): boolean
    /** The answers that each connection waits for: several if requests are pipelined. */
    readonly pending: WeakMap<Socket, number>
    /** Sends an answer together with others that are ready. */
    batch(send: () => void): void
  },
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { respond, isClosing, pending, batch } = server
  const cors = corsHeaders(incoming.headers.origin)
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
    const request = readRequest(incoming, await readBody(incoming), closed.signal)
    const response = 'status' in request ? request : (preflightResponse(request) ?? (await respond(request)))
    const closing: Record<string, string> = isClosing() && addPending(0) === 1 ? { connection: 'close' } : {}
    const send = begin(outgoing, response, { ...cors, ...closing })
    batch(send)
  } catch (error) {
    if (isNetworkFault(error)) return void socket.resetAndDestroy()
    if (outgoing.destroyed) return
    const send = begin(outgoing, detailResponse(500, `The mock itself failed: ${String(error)}`), cors)
    send()
  }
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

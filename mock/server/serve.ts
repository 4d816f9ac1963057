import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { detailResponse } from '../fastapi/json-response.ts'
import type { Answer } from '../portal/answering-fetch.ts'
import { isNetworkFault } from '../wire/network-fault.ts'
import type { PlainResponse } from '../wire/plain-response.ts'
import { corsHeaders, preflightResponse } from './cors.ts'
import { readBody, toPlainRequest } from './read-request.ts'

/** The server that a request came to. */
export interface Serving {
  readonly answer: Answer
  isClosing(): boolean
  /** How many answers each connection waits for: several, where requests are sent without waiting. */
  readonly waiting: WeakMap<Socket, number>
  /** Sends what is ready at the same time together. */
  together(send: () => void): void
}

/** Answers one HTTP request. A planned network fault resets the connection. */
export async function serve(
  { answer, isClosing, waiting, together }: Serving,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const cors = corsHeaders(incoming.headers.origin)
  const { socket } = incoming
  const waits = (more: number): number => {
    const count = (waiting.get(socket) ?? 0) + more
    waiting.set(socket, count)
    return count
  }
  waits(1)
  const gone = new AbortController()
  outgoing.once('close', () => {
    // An abort costs more than the answer; one that was sent needs none.
    if (!outgoing.writableFinished) gone.abort()
    // An idle connection would hold up the close for as long as it is kept alive.
    if (waits(-1) === 0 && isClosing()) socket.end()
  })
  try {
    const request = toPlainRequest(incoming, await readBody(incoming), gone.signal)
    const response = 'status' in request ? request : (preflightResponse(request) ?? (await answer(request)))
    const closing: Record<string, string> = isClosing() && waits(0) === 1 ? { connection: 'close' } : {}
    const send = begin(outgoing, response, { ...cors, ...closing })
    together(send)
  } catch (error) {
    if (isNetworkFault(error)) return void socket.resetAndDestroy()
    if (outgoing.destroyed) return
    const send = begin(outgoing, detailResponse(500, `The mock itself failed: ${String(error)}`), cors)
    send()
  }
}

/** Prepares an answer, and returns what sends it. Throws if it has a header that is none. */
function begin(outgoing: ServerResponse, response: PlainResponse, added: Record<string, string>): () => void {
  const { status, headers, body, breaksOff } = response
  const hasLength = breaksOff !== undefined || status === 204 || status === 304
  const length = hasLength ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  outgoing.writeHead(status, { ...headers, ...added, ...length })
  // In one call, head and body leave in one write.
  if (breaksOff === undefined) return () => outgoing.end(body)
  const breakOff = () => (breaksOff === 'end' ? outgoing.socket?.end() : outgoing.socket?.resetAndDestroy())
  return () => outgoing.write(body, breakOff)
}

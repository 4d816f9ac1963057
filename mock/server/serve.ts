import type { IncomingMessage, ServerResponse } from 'node:http'
import { detailResponse } from '../http/json-response.ts'
import { isNetworkFault, isQuietEnd } from '../play-fault.ts'
import { corsHeaders, preflightResponse } from './cors.ts'
import { BODY_LIMIT_BYTES, readRequest } from './read-request.ts'

/** Answers one HTTP request. A planned network fault resets the connection. */
export async function serve(
  answer: (request: Request) => Promise<Response>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  isClosing: () => boolean,
): Promise<void> {
  const gone = new AbortController()
  outgoing.once('close', () => {
    gone.abort()
    // An idle connection would hold up the close for as long as it is kept alive.
    if (isClosing()) incoming.socket.end()
  })
  try {
    const request = await readRequest(incoming, gone.signal)
    const response =
      request === 'too large'
        ? detailResponse(413, `The body is larger than ${BODY_LIMIT_BYTES} bytes`, { connection: 'close' })
        : (preflightResponse(request) ?? (await answer(request)))
    const closing: Record<string, string> = isClosing() ? { connection: 'close' } : {}
    await send(response, { ...corsHeaders(incoming.headers.origin ?? null), ...closing }, outgoing)
  } catch (error) {
    if (isNetworkFault(error)) incoming.socket.resetAndDestroy()
    else if (outgoing.destroyed) return
    else await send(detailResponse(500, `The mock itself failed: ${String(error)}`), {}, outgoing)
  }
}

async function send(response: Response, added: Record<string, string>, outgoing: ServerResponse): Promise<void> {
  const { bytes, broken } = await readBody(response)
  for (const [name, value] of [...response.headers, ...Object.entries(added)]) outgoing.setHeader(name, value)
  if (broken !== undefined) return breakOff(outgoing, response.status, bytes, broken)
  if (response.status !== 204 && response.status !== 304) outgoing.setHeader('content-length', bytes.length)
  outgoing.writeHead(response.status)
  outgoing.end(bytes)
}

/** A body, or as much of it as there is before a planned fault breaks it off. */
async function readBody(response: Response): Promise<{ bytes: Buffer; broken?: unknown }> {
  const chunks: Uint8Array[] = []
  try {
    const reader = response.body?.getReader()
    for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read())
      chunks.push(part.value)
    return { bytes: Buffer.concat(chunks) }
  } catch (error) {
    if (!isNetworkFault(error)) throw error
    return { bytes: Buffer.concat(chunks), broken: error }
  }
}

/** Sends what there is under a `content-length` that promises more, then ends or resets the connection. */
function breakOff(outgoing: ServerResponse, status: number, bytes: Buffer, error: unknown): Promise<void> {
  const { socket } = outgoing
  outgoing.writeHead(status)
  return new Promise((resolve) => {
    outgoing.write(bytes, () => {
      if (isQuietEnd(error)) socket?.end()
      else socket?.resetAndDestroy()
      resolve()
    })
  })
}

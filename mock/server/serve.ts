import type { IncomingMessage, ServerResponse } from 'node:http'
import { detailResponse } from '../http/json-response.ts'
import { isBrokenOff, isNetworkFault, isQuietEnd } from '../play-fault.ts'
import { corsHeaders, preflightResponse } from './cors.ts'
import { bodyLimitBytes, readRequest } from './read-request.ts'

/** Answers one HTTP request. A planned network fault resets the connection. */
export async function serve(
  answer: (request: Request) => Promise<Response>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  isClosing: () => boolean,
): Promise<void> {
  const gone = new AbortController()
  outgoing.once('close', () => {
    // An abort costs more than the answer; one that was sent needs none.
    if (!outgoing.writableFinished) gone.abort()
    // An idle connection would hold up the close for as long as it is kept alive.
    if (isClosing()) incoming.socket.end()
  })
  try {
    const request = await readRequest(incoming, gone.signal)
    const response =
      request === 'too large'
        ? detailResponse(413, `The body is larger than ${bodyLimitBytes} bytes`, { connection: 'close' })
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
  const isBroken = isBrokenOff(response)
  const text = isBroken ? '' : await response.text()
  for (const [name, value] of response.headers) outgoing.setHeader(name, value)
  for (const [name, value] of Object.entries(added)) outgoing.setHeader(name, value)
  if (isBroken) return await breakOff(outgoing, response)
  if (response.status !== 204 && response.status !== 304) outgoing.setHeader('content-length', Buffer.byteLength(text))
  outgoing.writeHead(response.status)
  // As a string, head and body leave in one write.
  outgoing.end(text)
}

/** As much of a body as there is before a planned fault breaks it off, and the fault. */
async function readBroken(response: Response): Promise<{ bytes: Buffer; error: unknown }> {
  const chunks: Uint8Array[] = []
  try {
    const reader = response.body?.getReader()
    for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read())
      chunks.push(part.value)
    return { bytes: Buffer.concat(chunks), error: undefined }
  } catch (error) {
    return { bytes: Buffer.concat(chunks), error }
  }
}

/** Sends what there is under a `content-length` that promises more, then ends or resets the connection. */
async function breakOff(outgoing: ServerResponse, response: Response): Promise<void> {
  const { bytes, error } = await readBroken(response)
  const { socket } = outgoing
  outgoing.writeHead(response.status)
  await new Promise((sent) => outgoing.write(bytes, sent))
  if (isQuietEnd(error)) socket?.end()
  else socket?.resetAndDestroy()
}

import type { IncomingMessage, ServerResponse } from 'node:http'
import { detailResponse } from '../http/json-response.ts'
import { isNetworkFault } from '../play-fault.ts'
import type { Portal } from '../portal-api.ts'
import { corsHeaders, preflightResponse } from './cors.ts'
import { BODY_LIMIT_BYTES, readRequest } from './read-request.ts'

/** Answers one HTTP request from the portal. A planned network fault resets the connection. */
export async function serve(
  portal: Pick<Portal, 'fetch'>,
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
        : (preflightResponse(request) ?? (await portal.fetch(request)))
    const closing: Record<string, string> = isClosing() ? { connection: 'close' } : {}
    await send(response, { ...corsHeaders(incoming.headers.origin ?? null), ...closing }, outgoing)
  } catch (error) {
    if (isNetworkFault(error)) incoming.socket.resetAndDestroy()
    else if (outgoing.destroyed) return
    else await send(detailResponse(500, `The mock itself failed: ${String(error)}`), {}, outgoing)
  }
}

async function send(response: Response, added: Record<string, string>, outgoing: ServerResponse): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer())
  for (const [name, value] of [...response.headers, ...Object.entries(added)]) outgoing.setHeader(name, value)
  if (response.status !== 204 && response.status !== 304) outgoing.setHeader('content-length', body.length)
  outgoing.writeHead(response.status)
  outgoing.end(body)
}

import type { IncomingMessage } from 'node:http'
import { detailResponse } from '../fastapi/json-response.ts'
import type { PlainRequest } from '../wire/plain-request.ts'
import type { PlainResponse } from '../wire/plain-response.ts'

const mebibyte = 1024 * 1024
/** A larger body is answered with 413: a login never needs it. */
const bodyLimitBytes = mebibyte
/** The control API receives snapshots, which hold every user, flow and token. */
const controlLimitBytes = 512 * mebibyte

const limitOf = (url: string): number => (/^(\/p\/[^/]*)?\/__mock__\//.test(url) ? controlLimitBytes : bodyLimitBytes)

/**
 * A request as plain data. `body` is `undefined` if it is beyond the limit: the result is then the error response, as it
 * is for a target and host that do not make a URL.
 */
export function readRequest(
  { method = 'GET', url = '/', headers }: IncomingMessage,
  body: Buffer<ArrayBuffer> | undefined,
  signal: AbortSignal,
): PlainRequest | PlainResponse {
  if (body === undefined) {
    return detailResponse(413, `The body is larger than ${limitOf(url)} bytes`, { connection: 'close' })
  }
  const target = url.startsWith('/') ? `http://${headers.host ?? '127.0.0.1'}${url}` : url
  const address = parseUrl(target)
  if (address === undefined) return detailResponse(400, `${target} is not a URL`)
  return {
    method,
    url: address,
    // The wire's parse boundary: only Set-Cookie is a list, and a request does not have it.
    headers: headers as PlainRequest['headers'],
    signal,
    readBody: () => (method === 'GET' || method === 'HEAD' ? Buffer.alloc(0) : body),
  }
}

function parseUrl(target: string): URL | undefined {
  try {
    return new URL(target)
  } catch {
    return undefined
  }
}

/** Reads the whole body; `undefined` if it is beyond the limit. Rejects if the client disconnects. */
export function readBody(incoming: IncomingMessage): Promise<Buffer<ArrayBuffer> | undefined> {
  return new Promise((resolve, reject) => {
    const limitBytes = limitOf(incoming.url ?? '')
    const chunks: Buffer[] = []
    let bytes = 0
    incoming.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      // The rest is read and dropped: to stop reading would cut the connection before the error response is sent.
      if (bytes <= limitBytes) chunks.push(chunk)
    })
    incoming.once('end', () => resolve(bytes > limitBytes ? undefined : Buffer.concat(chunks)))
    incoming.once('error', reject)
    // This event follows every request, so the error is only made for one that is incomplete.
    incoming.once('close', () => incoming.complete || reject(new Error('the client disconnected')))
  })
}

import type { IncomingMessage } from 'node:http'
import { detailResponse } from '../fastapi/json-response.ts'
import type { PlainRequest } from '../wire/plain-request.ts'
import type { PlainResponse } from '../wire/plain-response.ts'

/** A login has no use for more: a body beyond this many bytes is refused with 413. */
const bodyLimitBytes = 1_048_576
/** The control API is sent snapshots, which hold every user, flow and token. */
const controlLimitBytes = 512 * 1_048_576

const limitOf = (url: string): number => (/^(\/p\/[^/]*)?\/__mock__\//.test(url) ? controlLimitBytes : bodyLimitBytes)

/** A request whose body was read; a refusal if that is beyond the limit, or its target and host make no address. */
export function toPlainRequest(
  { method = 'GET', url = '/', headers }: IncomingMessage,
  body: Buffer<ArrayBuffer> | undefined,
  signal: AbortSignal,
): PlainRequest | PlainResponse {
  if (body === undefined) {
    return detailResponse(413, `The body is larger than ${limitOf(url)} bytes`, { connection: 'close' })
  }
  const target = url.startsWith('/') ? `http://${headers.host ?? '127.0.0.1'}${url}` : url
  const address = addressIn(target)
  if (address === undefined) return detailResponse(400, `There is no address in ${target}`)
  return {
    method,
    url: address,
    // The wire's parse boundary: of all headers only Set-Cookie, which no request has, is a list.
    headers: headers as PlainRequest['headers'],
    signal,
    readBody: () => (method === 'GET' || method === 'HEAD' ? Buffer.alloc(0) : body),
  }
}

function addressIn(target: string): URL | undefined {
  try {
    return new URL(target)
  } catch {
    return undefined
  }
}

/** Reads the whole body; `undefined` if it is beyond the limit. Rejects if the client goes away meanwhile. */
export function readBody(incoming: IncomingMessage): Promise<Buffer<ArrayBuffer> | undefined> {
  return new Promise((resolve, reject) => {
    const limitBytes = limitOf(incoming.url ?? '')
    const chunks: Buffer[] = []
    let bytes = 0
    incoming.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      // The rest is read and dropped: to stop reading would cut the connection before the refusal is out.
      if (bytes <= limitBytes) chunks.push(chunk)
    })
    incoming.once('end', () => resolve(bytes > limitBytes ? undefined : Buffer.concat(chunks)))
    incoming.once('error', reject)
    // It comes after every request, and an error costs more than to read one.
    incoming.once('close', () => incoming.complete || reject(new Error('the client went away')))
  })
}

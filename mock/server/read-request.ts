import type { IncomingMessage } from 'node:http'
import type { PlainRequest } from '../wire/plain-request.ts'
import { parseUrl } from './parse-url.ts'

const mebibyte = 1024 * 1024
/** A larger body is answered with 413: a login never needs it. */
export const bodyLimitBytes: number = mebibyte
/** The control API receives snapshots, which hold every user, flow and token. */
export const controlLimitBytes: number = 512 * mebibyte

type Head = Pick<IncomingMessage, 'url' | 'headers'>

/** The target of a request as the text of a URL. */
export function targetOf({ url = '/', headers }: Head): string {
  return url.startsWith('/') ? `http://${headers.host ?? '127.0.0.1'}${url}` : url
}

/** The URL of a request; `undefined` for a target and host that do not make one. */
export function readUrl(head: Head): URL | undefined {
  return parseUrl(targetOf(head))
}

/** A request as plain data. */
export function plainRequest(
  { method = 'GET', headers }: IncomingMessage,
  url: URL,
  body: Buffer<ArrayBuffer>,
  signal: AbortSignal,
): PlainRequest {
  return {
    method,
    url,
    // The wire's parse boundary: only Set-Cookie is a list, and a request does not have it.
    headers: headers as PlainRequest['headers'],
    signal,
    readBody: () => (method === 'GET' || method === 'HEAD' ? Buffer.alloc(0) : body),
  }
}

/** Reads the whole body; `undefined` if it is beyond the limit. Rejects if the client disconnects. */
export function readBody(incoming: IncomingMessage, limitBytes: number): Promise<Buffer<ArrayBuffer> | undefined> {
  return new Promise((resolve, reject) => {
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

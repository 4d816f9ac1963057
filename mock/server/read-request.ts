import type { IncomingMessage } from 'node:http'
import type { PlainRequest } from '../http/plain-request.ts'

/** A login has no use for more: a body beyond this many bytes is refused with 413. */
export const bodyLimitBytes = 1_048_576

/** Reads a whole request; `'too large'` if its body is beyond the limit. Rejects if the client goes away meanwhile. */
export async function readRequest(incoming: IncomingMessage, signal: AbortSignal): Promise<PlainRequest | 'too large'> {
  const { method = 'GET', url = '/', headers } = incoming
  const body = await readBody(incoming)
  if (body === 'too large') return body
  return {
    method,
    url: new URL(url.startsWith('/') ? `http://${headers.host ?? '127.0.0.1'}${url}` : url),
    // The wire's parse boundary: of all headers only Set-Cookie, which no request has, is a list.
    headers: headers as PlainRequest['headers'],
    signal,
    readBody: async () => (method === 'GET' || method === 'HEAD' ? Buffer.alloc(0) : body),
  }
}

function readBody(incoming: IncomingMessage): Promise<Buffer<ArrayBuffer> | 'too large'> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    incoming.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      // The rest is read and dropped: to stop reading would cut the connection before the refusal is out.
      if (bytes <= bodyLimitBytes) chunks.push(chunk)
    })
    incoming.once('end', () => resolve(bytes > bodyLimitBytes ? 'too large' : Buffer.concat(chunks)))
    incoming.once('error', reject)
    // It comes after every request, and an error costs more than to read one.
    incoming.once('close', () => incoming.complete || reject(new Error('the client went away')))
  })
}

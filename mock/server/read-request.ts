import type { IncomingMessage } from 'node:http'

/** A login has no use for more: a body beyond this many bytes is refused with 413. */
export const bodyLimitBytes = 1_048_576

/**
 * Reads a whole request; `'too large'` if its body is beyond the limit. Rejects if the client goes away meanwhile. It is a
 * `Request` in all that the portal asks of one: to make a real one takes longer than to answer it.
 */
export async function readRequest(incoming: IncomingMessage, signal: AbortSignal): Promise<Request | 'too large'> {
  const { method = 'GET', url = '/', headers } = incoming
  const body = await readBody(incoming)
  if (body === 'too large') return 'too large'
  const hasBody = method !== 'GET' && method !== 'HEAD'
  const bytes = hasBody ? body : Buffer.alloc(0)
  const request: PortalRequest = {
    method,
    url: new URL(url.startsWith('/') ? `http://${headers.host ?? '127.0.0.1'}${url}` : url).href,
    headers: new Headers(flat(incoming.rawHeaders)),
    signal,
    arrayBuffer: async () => new Uint8Array(bytes).buffer,
    text: async () => bytes.toString('utf8'),
  }
  // The wire's parse boundary.
  return request as Request
}

/** A real `Request` with what {@link readRequest} has read, for a portal that is not known to ask for no more. */
export async function toRealRequest({ method, url, headers, signal, arrayBuffer }: Request): Promise<Request> {
  const body = method === 'GET' || method === 'HEAD' ? null : await arrayBuffer()
  return new Request(url, { method, headers, signal, body })
}

/** What the portal asks of a request. */
type PortalRequest = Pick<Request, 'method' | 'url' | 'headers' | 'signal' | 'arrayBuffer' | 'text'>

function readBody(incoming: IncomingMessage): Promise<Buffer | 'too large'> {
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
    incoming.once('close', () => reject(new Error('the client went away')))
  })
}

function flat(rawHeaders: readonly string[]): [string, string][] {
  const pairs: [string, string][] = []
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) pairs.push([rawHeaders[i] ?? '', rawHeaders[i + 1] ?? ''])
  return pairs
}

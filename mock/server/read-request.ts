import type { IncomingMessage } from 'node:http'

/** A login has no use for more: a body beyond this many bytes is refused with 413. */
export const BODY_LIMIT_BYTES = 1_048_576

/** Reads a whole request; `'too large'` if its body is beyond the limit. Rejects if the client goes away meanwhile. */
export async function readRequest(incoming: IncomingMessage, signal: AbortSignal): Promise<Request | 'too large'> {
  const { method = 'GET', url = '/', headers } = incoming
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of incoming) {
    const part: Buffer = chunk
    bytes += part.length
    // The rest is read and dropped: to stop reading would cut the connection before the refusal is out.
    if (bytes <= BODY_LIMIT_BYTES) chunks.push(part)
  }
  if (bytes > BODY_LIMIT_BYTES) return 'too large'
  const hasBody = bytes > 0 && method !== 'GET' && method !== 'HEAD'
  return new Request(url.startsWith('/') ? `http://${headers.host ?? '127.0.0.1'}${url}` : url, {
    method,
    headers: flat(incoming.rawHeaders),
    body: hasBody ? Buffer.concat(chunks) : null,
    signal,
  })
}

function flat(rawHeaders: readonly string[]): [string, string][] {
  const pairs: [string, string][] = []
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) pairs.push([rawHeaders[i] ?? '', rawHeaders[i + 1] ?? ''])
  return pairs
}

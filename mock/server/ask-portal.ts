import { directAccessOf, type Responder } from '../portal/direct.ts'
import type { Portal } from '../portal/portal-api.ts'
import { endingOf } from '../wire/network-fault.ts'
import type { PlainRequest } from '../wire/plain-request.ts'
import type { PlainResponse } from '../wire/plain-response.ts'

/** How the server asks a portal: its core directly, or its `fetch` with a real `Request` if that was wrapped or replaced. */
export function askPortal(portal: Pick<Portal, 'fetch'>): Responder {
  // Looked up for each request: a test may wrap `fetch` while the server runs.
  return (request) => {
    const direct = directAccessOf(portal.fetch)
    return direct === undefined ? askWithRequest(portal, request) : direct.respond(request)
  }
}

async function askWithRequest(portal: Pick<Portal, 'fetch'>, request: PlainRequest): Promise<PlainResponse> {
  return await toPlainResponse(await portal.fetch(await toRequest(request)))
}

async function toRequest({ method, url, headers: given, signal, readBody }: PlainRequest): Promise<Request> {
  const headers = Object.entries(given).filter((header): header is [string, string] => header[1] !== undefined)
  const body = method === 'GET' || method === 'HEAD' ? null : await readBody()
  return new Request(url, { method, headers, body, ...(signal === undefined ? {} : { signal }) })
}

/** A `Response` as plain data. A planned fault in its body sets `breaksOff`; any other failure of the body rejects. */
async function toPlainResponse(response: Response): Promise<PlainResponse> {
  const { status } = response
  const headers = Object.fromEntries(response.headers)
  const chunks: Uint8Array[] = []
  try {
    const reader = response.body?.getReader()
    for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read())
      chunks.push(part.value)
    return { status, headers, body: Buffer.concat(chunks) }
  } catch (error) {
    const breaksOff = endingOf(error)
    if (breaksOff === undefined) throw error
    return { status, headers, body: Buffer.concat(chunks), breaksOff }
  }
}

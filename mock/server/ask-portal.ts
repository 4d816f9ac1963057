import { type Answer, behind } from '../portal/answering-fetch.ts'
import type { Portal } from '../portal/portal-api.ts'
import { endingOf } from '../wire/network-fault.ts'
import type { PlainRequest } from '../wire/plain-request.ts'
import type { PlainResponse } from '../wire/plain-response.ts'

/** How the server asks a portal: in plain data, or with a real `Request` where its owner has wrapped its `fetch`. */
export function askPortal(portal: Pick<Portal, 'fetch'>): Answer {
  return (request) => {
    const answer = behind(portal.fetch)?.answer
    return answer === undefined ? askWithRequest(portal, request) : answer(request)
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

/** A `Response` as plain data. A body that breaks off by plan does so here; one that fails otherwise rejects. */
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

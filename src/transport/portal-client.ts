import createClient, { type Client } from 'openapi-fetch'
import { untilAborted } from '../base/abort.ts'
import { isJsonObject } from '../base/json.ts'
import type { paths } from '../generated/types.ts'
import { MisusedOption } from './misused-option.ts'

/** The bare typed client of the six operations: wire names, no session, no judgement of the answers. */
export type PortalClient = Client<paths>

/** How requests leave. */
export interface PortalClientOptions {
  /** Where the portal is: an origin, or a path prefix of a same-origin proxy. */
  readonly baseUrl: string
  /** Default: `globalThis.fetch`, looked up at each call. */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined
  /** Added to every portal request. A function is called for each. Default: none. */
  readonly headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>) | undefined
  /** Default: what fetch does, `same-origin`. */
  readonly credentials?: RequestCredentials | undefined
}

/** Sends one request. Rejects as fetch does, or with a {@link MisusedOption}. */
export type Send = (request: Request) => Promise<Response>

/** Makes the function through which every request leaves, to the portal or not. */
export function createSend(fetch: PortalClientOptions['fetch']): Send {
  return async (request) => {
    const sent = (async () => (fetch ? fetch(request) : globalThis.fetch(request)))()
    // A fetch of the caller's own may not heed the signal.
    const response = await untilAborted(sent, request.signal)
    if (isResponse(response)) return response
    throw new MisusedOption('fetch', 'returned no Response')
  }
}

/** Makes the function through which every portal request leaves: it adds the options' headers and credentials. */
export function createPortalFetch({ headers, credentials }: PortalClientOptions, send: Send): Send {
  return async (plain) => {
    const request = credentials ? new Request(plain, { credentials }) : plain
    // Without a function nothing is waited for: the page may go away right after a logout.
    const added = typeof headers === 'function' ? await callForHeaders(headers) : new Headers(headers)
    for (const [name, value] of added) request.headers.set(name, value)
    return send(request)
  }
}

async function callForHeaders(headers: () => HeadersInit | Promise<HeadersInit>): Promise<Headers> {
  try {
    return new Headers(await headers())
  } catch (cause) {
    throw new MisusedOption('headers', 'threw, or gave what cannot be sent as headers', cause)
  }
}

/** By what is used of it: it may be of another realm, or of a library. */
function isResponse(value: unknown): boolean {
  return (
    isJsonObject(value) && typeof value.status === 'number' && 'headers' in value && typeof value.text === 'function'
  )
}

/** Makes the typed client over {@link createPortalFetch}. */
export function createPortalClient(baseUrl: string, fetch: Send): PortalClient {
  return createClient<paths>({ baseUrl, fetch })
}

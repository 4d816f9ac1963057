import createClient, { type Client } from 'openapi-fetch'
import type { paths } from '../generated/types.ts'

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

/**
 * Sends one request to the portal with the options' fetch, headers and credentials.
 */
export type PortalFetch = (request: Request) => Promise<Response>

/** Makes the function through which every portal request leaves. */
export function createPortalFetch({ fetch, headers, credentials }: PortalClientOptions): PortalFetch {
  return async (plain) => {
    const request = credentials ? new Request(plain, { credentials }) : plain
    const added = typeof headers === 'function' ? await headers() : headers
    for (const [name, value] of new Headers(added)) request.headers.set(name, value)
    return fetch ? fetch(request) : globalThis.fetch(request)
  }
}

/** Makes the typed client over {@link createPortalFetch}. */
export function createPortalClient(baseUrl: string, fetch: PortalFetch): PortalClient {
  return createClient<paths>({ baseUrl, fetch })
}

import { readExtras } from './fetch-call.ts'
import { createTypedClient, type TypedClient } from './typed-client.ts'

/** What sends requests with the access token; a `PortalAuth` does. */
export interface TokenSender {
  readonly baseUrl: string
  readonly fetch: (input: Request, init?: RequestInit) => Promise<Response>
  sendsTokenTo(url: string | URL): boolean
}

/** A typed client of another API: `GET`, `POST`, … and `use`. */
export type ApiClient<Paths extends object> = TypedClient<Paths>

/** What {@link createApiClient} takes: defaults for each request, as `fetch` takes them. */
export interface ApiClientOptions extends Omit<RequestInit, 'body' | 'method' | 'signal'> {
  /** Where the API is: an origin among `apiOrigins`, with or without a path. Default: the portal's own. */
  readonly baseUrl?: string
}

/**
 * Makes a typed client of another API that shares the session: each request leaves through `auth.fetch`, with the access
 * token, which is refreshed if due, and is sent once more after a 401. `npm run codegen -- --tag NAME` or
 * openapi-typescript generates `Paths`. Its calls reject as `auth.fetch` does; an error response of the API is in `error`.
 *
 * Throws a `TypeError` for a `baseUrl` that may not receive the token, and for a `fetch` among the options.
 */
export function createApiClient<Paths extends object>(
  auth: TokenSender,
  options: ApiClientOptions = {},
): ApiClient<Paths> {
  const { baseUrl = auth.baseUrl, ...defaults } = options
  const extras = readExtras(defaults)
  if (typeof process !== 'undefined' && process.env.NODE_ENV !== 'production' && 'fetch' in options) {
    throw new TypeError('createApiClient(): unknown option "fetch"; pass it to createPortalAuth()')
  }
  // Without the token the API would refuse every call, and nothing would say why.
  if (!auth.sendsTokenTo(baseUrl)) {
    throw new TypeError(
      typeof process !== 'undefined' && process.env.NODE_ENV !== 'production'
        ? `createApiClient(): baseUrl must have an origin in apiOrigins of createPortalAuth(); got ${baseUrl}`
        : 'baseUrl',
    )
  }
  return createTypedClient<Paths>({
    ...options,
    baseUrl,
    // openapi-fetch hangs the options of a call that `Request` does not take on the request.
    fetch: (request) => auth.fetch(request, { ...extras, ...request }),
  })
}

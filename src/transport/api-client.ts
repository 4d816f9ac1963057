import createClient, { type Client, type ClientOptions } from 'openapi-fetch'

/** What sends requests with the access token; a `PortalAuth` is one. */
export interface TokenSender {
  readonly baseUrl: string
  readonly fetch: (input: Request) => Promise<Response>
  sendsTokenTo(url: string | URL): boolean
}

/** A typed client of another API, with openapi-fetch's methods: `GET`, `POST`, … and `use`. */
export type ApiClient<Paths extends object> = Client<Paths>

/** What {@link createApiClient} takes: openapi-fetch's options but for `fetch`, which is the session's. */
export interface ApiClientOptions extends Omit<ClientOptions, 'fetch' | 'Request' | 'requestInitExt'> {
  /** Where the API is: an origin among `apiOrigins`, with or without a path. Default: the portal's own. */
  baseUrl?: string
}

/**
 * Makes a typed client of another API that shares the session: each request leaves through `auth.fetch`, with the access
 * token, refreshed when it is due, and once more after a 401. `Paths` is what `npm run codegen -- --tag NAME` generates,
 * or openapi-typescript. Its calls reject as `auth.fetch` does; what the API refuses is in `error`.
 *
 * Throws a `TypeError` for a `baseUrl` that may not be sent the token, and for a `fetch` among the options.
 */
export function createApiClient<Paths extends object>(
  auth: TokenSender,
  options: ApiClientOptions = {},
): ApiClient<Paths> {
  const { baseUrl = auth.baseUrl } = options
  if ('fetch' in options) {
    throw new TypeError('createApiClient: requests leave through auth.fetch: give fetch to createPortalAuth instead')
  }
  // Without the token every call would be refused, and nothing would say why.
  if (!auth.sendsTokenTo(baseUrl)) {
    throw new TypeError(
      `createApiClient: '${baseUrl}' is not sent the access token: name its origin in apiOrigins of createPortalAuth`,
    )
  }
  return createClient<Paths>({ ...options, baseUrl, fetch: (request) => auth.fetch(request) })
}

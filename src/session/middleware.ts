import type { PreparedRequest, PrepareRequest } from './fetch.ts'

/** A middleware of openapi-fetch, as far as it is used here. */
export interface SessionMiddleware {
  onRequest(context: { readonly request: Request; readonly options: object }): Promise<Request | undefined>
  onResponse(context: {
    readonly response: Response
    readonly options: { readonly fetch: (request: Request) => Promise<Response> }
  }): Promise<Response | undefined>
}

/**
 * Makes a middleware that does for another openapi-fetch client what `auth.fetch` does: `client.use(auth.middleware)`.
 * The replay after a 401 passes through no other middleware; its answer passes through those that were added before.
 */
export function createSessionMiddleware(prepare: PrepareRequest): SessionMiddleware {
  // The options are one object for each request, whatever other middlewares make of the request itself.
  const underWay = new WeakMap<object, PreparedRequest>()
  return {
    async onRequest({ request, options }) {
      const prepared = await prepare(request)
      if (prepared) underWay.set(options, prepared)
      return prepared?.request
    },
    onResponse: async ({ response, options }) => underWay.get(options)?.settle(response, options.fetch),
  }
}

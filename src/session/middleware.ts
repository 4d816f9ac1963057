import type { PreparedRequest, PrepareRequest } from './fetch.ts'

/** A middleware of openapi-fetch, as far as it is used here. */
export interface SessionMiddleware {
  onRequest(context: { readonly request: Request; readonly options: object }): Promise<Request | undefined>
  onResponse(context: {
    readonly response: Response
    readonly options: { readonly fetch: (request: Request) => Promise<Response> }
  }): Promise<Response | undefined>
}

/** What {@link createSessionMiddleware} uses of a client; a `PortalAuth` has it. */
interface RequestPreparer {
  '~internals'(): { readonly prepare: PrepareRequest }
}

/**
 * Makes a middleware that does for an existing openapi-fetch client what `auth.fetch` does:
 * `client.use(createSessionMiddleware(auth))`. The replay after a 401 passes through no other middleware; its response
 * passes through those that were added before.
 */
export function createSessionMiddleware(auth: RequestPreparer): SessionMiddleware {
  // openapi-fetch hands over the same options object for one request, even if another middleware replaces the request.
  const underWay = new WeakMap<object, PreparedRequest>()
  return {
    async onRequest({ request, options }) {
      const prepared = await auth['~internals']().prepare(request)
      if (prepared) underWay.set(options, prepared)
      return prepared?.request
    },
    onResponse: async ({ response, options }) => underWay.get(options)?.settle(response, options.fetch),
  }
}

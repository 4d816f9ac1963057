import type { Context } from '../endpoints/context.ts'
import { endpoints } from '../endpoints/endpoints.ts'
import type { Reply } from '../endpoints/reply.ts'
import { routes } from '../endpoints/routes.ts'
import type { BodyText } from '../wire/body-text.ts'
import type { PlainRequest } from '../wire/plain-request.ts'
import type { PlainResponse } from '../wire/plain-response.ts'
import { detailResponse, jsonResponse, validationResponse } from './json-response.ts'
import type { RouteMatch } from './match-route.ts'
import { bodyRules } from './request-schemas.ts'
import { validateBody, validateQuery } from './validate-request.ts'

const fieldsOf = new Map(routes.map((route) => [route.operation, bodyRules(route)]))

const unreadable = { ...detailResponse(400, 'There was an error parsing the body'), rule: 'validation' }

/** Answers a request as FastAPI does: routing, validation, then the endpoint. `body` is `undefined` if it is not UTF-8. */
export function respond(
  {
    match,
    url,
    headers,
    body,
  }: Pick<PlainRequest, 'url' | 'headers'> & { readonly match: RouteMatch; readonly body: BodyText | undefined },
  { world, keys }: Pick<Context, 'world' | 'keys'>,
): PlainResponse | Promise<PlainResponse> {
  switch (match.kind) {
    case 'not_found':
      return { ...detailResponse(404, 'Not Found'), rule: 'routing' }
    case 'method_not_allowed':
      return { ...detailResponse(405, 'Method Not Allowed', { allow: match.route.method }), rule: 'routing' }
    case 'redirect':
      return { status: 307, headers: { location: new URL(`${match.path}${url.search}`, url).href }, body: '' }
    case 'found': {
      const { operation, query: required = [] } = match.route
      // Parsed only if a parameter is required: parsing costs more than the rest of the routing.
      const missing = required.length === 0 ? [] : validateQuery(required, url.searchParams)
      if (missing.length > 0) return { ...validationResponse(missing), rule: 'validation' }
      const fields = fieldsOf.get(operation)
      const context = { world, keys, headers, params: match.params, url }
      if (fields === undefined) return responseOfReply(endpoints[operation]({ ...context, body: undefined as never }))
      const validated = body && validateBody(fields, headers['content-type'], body)
      if (validated === undefined) return unreadable
      if (!validated.ok) return { ...validationResponse(validated.items), rule: 'validation' }
      // The wire's parse boundary: the fields were checked against the schema that the endpoint's type comes from.
      return responseOfReply(endpoints[operation]({ ...context, body: validated.body as never }))
    }
  }
}

/** Awaits only endpoints that hash or sign: awaiting takes longer than some of the others do. */
function responseOfReply(reply: Reply | Promise<Reply>): PlainResponse | Promise<PlainResponse> {
  // By its shape: where a library has replaced `Promise`, as zone.js does, an async function's promise is not an instance of it.
  return 'then' in reply ? reply.then(jsonResponse) : jsonResponse(reply)
}

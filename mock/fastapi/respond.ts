import type { Call, Reply } from '../endpoints/call.ts'
import { endpoints } from '../endpoints/endpoints.ts'
import { routes } from '../endpoints/routes.ts'
import type { BodyText } from '../wire/body-text.ts'
import type { PlainRequest } from '../wire/plain-request.ts'
import type { PlainResponse } from '../wire/plain-response.ts'
import { detailResponse, jsonResponse, validationResponse } from './json-response.ts'
import type { RouteMatch } from './match-route.ts'
import { bodyRules } from './request-schemas.ts'
import { validateBody, validateQuery } from './validate-request.ts'

/** A request whose body was read, with what its route led to. */
export type Arrived = Pick<PlainRequest, 'url' | 'headers'> & {
  readonly match: RouteMatch
  /** `undefined` when its bytes are not UTF-8. */
  readonly body: BodyText | undefined
}

const fieldsOf = new Map(routes.map((route) => [route.operation, bodyRules(route)]))

/** Answers a request as FastAPI would: routing, validation, then the endpoint. */
export function respond(
  { match, url, headers, body }: Arrived,
  { world, keys }: Pick<Call, 'world' | 'keys'>,
): PlainResponse | Promise<PlainResponse> {
  switch (match.kind) {
    case 'not_found':
      return detailResponse(404, 'Not Found')
    case 'method_not_allowed':
      return detailResponse(405, 'Method Not Allowed', { allow: match.route.method })
    case 'redirect':
      return { status: 307, headers: { location: new URL(`${match.path}${url.search}`, url).href }, body: '' }
    case 'found': {
      const { operation, query: required = [] } = match.route
      // Taken apart only where it is needed: it costs more than the rest of the routing.
      const absent = required.length === 0 ? [] : validateQuery(required, url.searchParams)
      if (absent.length > 0) return validationResponse(absent)
      const fields = fieldsOf.get(operation)
      const call = { world, keys, headers, params: match.params, url }
      if (fields === undefined) return answered(endpoints[operation]({ ...call, body: undefined as never }))
      const validated = body && validateBody(fields, headers['content-type'], body)
      if (validated === undefined) return detailResponse(400, 'There was an error parsing the body')
      if (!validated.ok) return validationResponse(validated.items)
      // The wire's parse boundary: the fields were checked against the schema the endpoint's type was generated from.
      return answered(endpoints[operation]({ ...call, body: validated.body as never }))
    }
  }
}

/** Waits for endpoints that hash or sign, and for no other: it takes longer than some of them. */
function answered(reply: Reply | Promise<Reply>): PlainResponse | Promise<PlainResponse> {
  return reply instanceof Promise ? reply.then(jsonResponse) : jsonResponse(reply)
}

import type { Route } from '../endpoints/routes.ts'
import type { PlainResponse } from '../wire/plain-response.ts'
import { checkJson } from './check-json.ts'
import { contractAt } from './contract-at.ts'
import { jsonResponse } from './json-response.ts'

/** A violation of the contract: JSON Pointers into the contract and into the body, and the problem. */
interface ContractViolation {
  contract: string
  body: string
  problem: string
}

/**
 * Validates a response against `openapi.json`. A response outside the contract becomes a 500 that says where, so that a test
 * fails. An error response with an undeclared status passes if it is JSON, because the contract declares only 200 and 422.
 * @see openapi.json
 */
export function selfChecked(route: Route, response: PlainResponse): PlainResponse {
  const breaches = violationsOf(route, response)
  if (breaches.length === 0) return response
  return jsonResponse({
    status: 500,
    body: { detail: `The mock's answer to ${route.operation} is outside openapi.json`, breaches },
    headers: { 'x-mock-error': 'self-check' },
  })
}

function violationsOf({ method, path }: Route, { status, headers, body }: PlainResponse): ContractViolation[] {
  const way = ['paths', path, method.toLowerCase()]
  if (contractAt(...way) === undefined) return []
  const answer = [...way, 'responses', String(status)]
  const contract = `#/${answer.map((each) => each.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`
  const isDeclared = contractAt(...answer) !== undefined
  if (!isDeclared && status < 300) return [{ contract, body: '', problem: `the status ${status} is not declared` }]
  const isJson = headers['content-type']?.startsWith('application/json') === true
  // FastAPI itself fails for a number that JSON cannot hold: a plain 500, which was recorded and is matched.
  if (!isJson) return isDeclared ? [{ contract, body: '', problem: 'the body is not of type application/json' }] : []
  let value: unknown
  try {
    value = JSON.parse(String(body))
  } catch {
    return [{ contract, body: '', problem: 'the body does not parse as JSON' }]
  }
  const schema = contractAt(...answer, 'content', 'application/json', 'schema')
  return checkJson(schema, value).map(({ pointer, problem }) => ({ contract, body: pointer, problem }))
}

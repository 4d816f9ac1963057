import { anything, check, object, oneOfNames } from '../base/shape.ts'
import { detailResponse, jsonResponse } from '../fastapi/json-response.ts'
import { deepestJson, isTooDeep } from '../wire/json-depth.ts'
import { type PlainRequest, textOf } from '../wire/plain-request.ts'
import type { PlainResponse } from '../wire/plain-response.ts'
import { type ControlAccess, controlTable } from './control-routes.ts'
import type { Portal } from './portal-api.ts'

const prefix = '/__mock__/'

/** Whether a path belongs to the control API and not to the portal. */
export function isControlPath(path: string): boolean {
  return path.startsWith(prefix) || path === '/__mock__'
}

/** The routes of the control API: the path after `/__mock__/`, and its methods. */
export const controlRoutes: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(controlTable).map(([name, methods]) => [name, Object.keys(methods)]),
)

/** Answers a request to the control API, `/__mock__/…`. A wrong request gets a 4xx whose `detail` says why. */
export async function control(
  portal: Omit<Portal, 'fetch'>,
  inner: ControlAccess,
  request: PlainRequest,
): Promise<PlainResponse> {
  const { method, url } = request
  const name = url.pathname.slice(prefix.length)
  const methods = Object.hasOwn(controlTable, name) ? controlTable[name] : undefined
  if (methods === undefined) {
    const names = oneOfNames(Object.keys(controlTable))
    return detailResponse(404, `No /__mock__/${name}; expected ${names}; on the server also portals and the page`)
  }
  const route = Object.hasOwn(methods, method) ? methods[method] : undefined
  if (route === undefined) {
    const allow = Object.keys(methods).join(', ')
    return detailResponse(405, `/__mock__/${name} allows ${allow}`, { allow })
  }
  const caller = `${method} /__mock__/${name}`
  try {
    checkQuery(url.searchParams, route.parameters ?? [], caller)
    const text = textOf(await request.readBody())
    if (text === undefined) return detailResponse(400, 'The body is not UTF-8')
    if (isTooDeep(text)) return detailResponse(400, `The body is nested more than ${deepestJson} levels deep`)
    const body: unknown = text === '' ? undefined : JSON.parse(text)
    return jsonResponse({ status: 200, body: route.run(portal, { caller, query: url.searchParams, body, ...inner }) })
  } catch (error) {
    if (error instanceof SyntaxError) return detailResponse(400, `The body is not JSON: ${error.message}`)
    if (error instanceof TypeError || error instanceof RangeError) return detailResponse(400, error.message)
    throw error
  }
}

/** Throws a `TypeError` for an unknown query parameter: `?ID=1` must not do the same as no parameter. */
function checkQuery(query: URLSearchParams, allowed: readonly string[], caller: string): void {
  const shapes = Object.fromEntries(allowed.map((name) => [name, anything]))
  check(object(shapes), Object.fromEntries(query), { caller, keys: 'query parameter' })
}

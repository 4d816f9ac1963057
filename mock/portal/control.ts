import type { NewTenant } from '../accounts/tenants.ts'
import type { NewUser } from '../accounts/users.ts'
import { isRecord } from '../base/json.ts'
import { anything, check, object, type Shape, shown, whole } from '../base/shape.ts'
import { canonicalEmail } from '../email/canonical-email.ts'
import { detailResponse, jsonResponse } from '../fastapi/json-response.ts'
import type { FaultRule } from '../faults/fault.ts'
import type { UserStatus } from '../state/state.ts'
import { deepestJson, isTooDeep } from '../wire/json-depth.ts'
import { type PlainRequest, textOf } from '../wire/plain-request.ts'
import type { PlainResponse } from '../wire/plain-response.ts'
import type { Portal, TotpNow } from './portal-api.ts'
import { readSnapshot } from './snapshot.ts'

/** What the control API drives: the portal, and the codes it may show. */
export type Controlled = Omit<Portal, 'fetch'> & { totpNow(email: string): TotpNow }

type Answer = (portal: Controlled, request: { query: URLSearchParams; body: unknown }) => unknown

const prefix = '/__mock__/'

/** Whether a path belongs to the control API and not to the portal. */
export function isControlPath(path: string): boolean {
  return path.startsWith(prefix) || path === '/__mock__'
}

const table: Readonly<Record<string, Readonly<Record<string, Answer>>>> = {
  users: {
    GET: ({ users }) => users.list(),
    POST: ({ users }, { body }) => users.add(body as NewUser),
    PATCH: ({ users }, { query, body }) =>
      users.setStatus(required(query, 'email'), field(body, 'status', 'user') as UserStatus),
  },
  tenants: {
    GET: ({ tenants }) => tenants.list(),
    POST: ({ tenants }, { body }) => tenants.add(body as NewTenant),
    PATCH: ({ tenants }, { query, body }) =>
      tenants.setStatus(required(query, 'slug'), field(body, 'status', 'tenant') as UserStatus),
  },
  outbox: {
    GET: ({ outbox }, { query }) => {
      const email = query.get('email')
      return outbox.list().filter(({ to }) => email === null || canonicalEmail(to) === canonicalEmail(email))
    },
  },
  totp: {
    GET: ({ totpNow }, { query }) => totpNow(required(query, 'email', 'totp: ')),
  },
  sessions: { GET: ({ sessions }) => sessions.list() },
  requests: {
    GET: ({ requests }, { query }) => {
      const last = query.get('last')
      if (last === null) return requests
      check(whole(1), Number(last), () => 'requests: last')
      return requests.slice(-Number(last))
    },
  },
  clock: {
    GET: ({ clock }) => ({ nowMs: clock.now() }),
    POST: ({ clock }, { body }) => {
      clock.advance(field(body, 'advanceMs', 'clock') as number)
      return { nowMs: clock.now() }
    },
  },
  faults: {
    GET: ({ faults }) => faults.list(),
    POST: ({ faults }, { body }) => {
      const { remove: _remove, ...fault } = faults.add(body as FaultRule)
      return fault
    },
    DELETE: ({ faults }, { query }) => {
      const id = query.get('id')
      if (id === null) faults.clear()
      else if (!faults.remove(Number(id))) throw new TypeError(`faults: there is none with the id ${id}`)
      return faults.list()
    },
  },
  keys: {
    GET: ({ keys }) => keys.list(),
    POST: ({ keys }, { body }) => {
      keys.rotate(body as { overlapMs?: number })
      return keys.list()
    },
  },
  devices: {
    DELETE: ({ users }, { query }) => {
      users.forgetDevices(required(query, 'email', 'devices: '))
      return { ok: true }
    },
  },
  'faults/unfired': { GET: ({ faults }) => faults.unfired() },
  reset: {
    POST: (portal, { body = {} }) => {
      check(nothing, body, (path) => (path === '' ? 'reset' : `reset: "${path}"`))
      portal.reset()
      return { ok: true }
    },
  },
  snapshot: {
    GET: (portal) => portal.snapshot(),
    PUT: (portal, { body }) => {
      portal.restore(readSnapshot(body))
      return { ok: true }
    },
  },
}

const nothing: Shape = (body) =>
  isRecord(body) ? object({})(body) : { path: '', problem: `is ${shown(body)}; allowed: no body, or {}` }

/** The parameters a query may have; where nothing stands, none. */
const parameters: Readonly<Record<string, readonly string[]>> = {
  'PATCH users': ['email'],
  'PATCH tenants': ['slug'],
  'GET outbox': ['email'],
  'GET requests': ['last'],
  'GET totp': ['email'],
  'DELETE faults': ['id'],
  'DELETE devices': ['email'],
}

/** Throws a `TypeError` that names a parameter there is not: `?ID=1` must not do what no parameter does. */
function checkQuery(query: URLSearchParams, allowed: readonly string[], what: string): void {
  const shapes = Object.fromEntries(allowed.map((name) => [name, anything]))
  check(object(shapes), Object.fromEntries(query), (path) => `${what}: "${path}"`)
}

/** The one field of a body. What is in it, the portal checks. */
function field(body: unknown, name: string, what: string): unknown {
  check(object({ [name]: anything }), body, (path) => (path === '' ? what : `${what}: "${path}"`))
  return isRecord(body) ? body[name] : undefined
}

function required(query: URLSearchParams, name: string, what = ''): string {
  const value = query.get(name)
  if (value === null) throw new TypeError(`${what}the query parameter "${name}" is missing`)
  return value
}

/** Every route of the control API: its name after `/__mock__/`, and its methods. */
export const controlRoutes: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(table).map(([name, methods]) => [name, Object.keys(methods)]),
)

/** Answers a request of the control API, `/__mock__/…`. Whatever it cannot do is a 4xx whose `detail` says why. */
export async function control(portal: Controlled, request: PlainRequest): Promise<PlainResponse> {
  const { method, url } = request
  const name = url.pathname.slice(prefix.length)
  const methods = Object.hasOwn(table, name) ? table[name] : undefined
  if (methods === undefined) {
    const names = Object.keys(table).join(', ')
    return detailResponse(
      404,
      `There is no /__mock__/${name}; there are: ${names}; on the server also portals, and the page`,
    )
  }
  const answer = Object.hasOwn(methods, method) ? methods[method] : undefined
  if (answer === undefined) {
    const allow = Object.keys(methods).join(', ')
    return detailResponse(405, `/__mock__/${name} takes ${allow}`, { allow })
  }
  try {
    checkQuery(url.searchParams, parameters[`${method} ${name}`] ?? [], `${method} /__mock__/${name}`)
    const text = textOf(await request.readBody())
    if (text === undefined) return detailResponse(400, 'The body is not UTF-8')
    if (isTooDeep(text)) return detailResponse(400, `The body is nested more than ${deepestJson} deep`)
    const body: unknown = text === '' ? undefined : JSON.parse(text)
    return jsonResponse({ status: 200, body: answer(portal, { query: url.searchParams, body }) })
  } catch (error) {
    if (error instanceof SyntaxError) return detailResponse(400, `The body is not JSON: ${error.message}`)
    if (error instanceof TypeError || error instanceof RangeError) return detailResponse(400, error.message)
    throw error
  }
}

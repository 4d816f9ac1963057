import type { NewTenant } from '../accounts/tenants.ts'
import type { NewUser } from '../accounts/users.ts'
import { isRecord } from '../base/json.ts'
import { anything, check, flaw, object, type Shape, whole } from '../base/shape.ts'
import { canonicalEmail } from '../email/canonical-email.ts'
import type { FaultRule } from '../faults/fault.ts'
import type { PortalPolicyOptions } from '../policy/portal-policy.ts'
import type { UserStatus } from '../state/state.ts'
import type { Exchange } from './exchanges.ts'
import type { Portal, TotpNow } from './portal-api.ts'
import { readSnapshot } from './snapshot.ts'

/** What the control API reads of a portal that has no name in code. */
export interface ControlAccess {
  totpNow(email: string): TotpNow
  findExchange(id: number): Exchange | undefined
}

/** What a control route gets beside the portal. */
interface ControlRequest extends ControlAccess {
  /** The request line without its query, for messages. */
  readonly caller: string
  readonly query: URLSearchParams
  readonly body: unknown
}

/** One method of a control route. */
export interface ControlRoute {
  /** The query parameters it knows. Default none. */
  readonly parameters?: readonly string[]
  /** Acts on the portal and returns the body of the answer. Throws a `TypeError` or `RangeError` for a wrong request. */
  run(portal: Omit<Portal, 'fetch'>, request: ControlRequest): unknown
}

/** The routes of the control API, by their path after `/__mock__/` and their method. */
export const controlTable: Readonly<Record<string, Readonly<Record<string, ControlRoute>>>> = {
  users: {
    GET: { run: ({ users }) => users.list() },
    POST: { run: ({ users }, { body }) => users.add(body as NewUser) },
    PATCH: {
      parameters: ['email'],
      run: ({ users }, request) =>
        users.setStatus(required(request, 'email'), field(request, 'status', 'user') as UserStatus),
    },
  },
  tenants: {
    GET: { run: ({ tenants }) => tenants.list() },
    POST: { run: ({ tenants }, { body }) => tenants.add(body as NewTenant) },
    PATCH: {
      parameters: ['slug'],
      run: ({ tenants }, request) =>
        tenants.setStatus(required(request, 'slug'), field(request, 'status', 'tenant') as UserStatus),
    },
  },
  outbox: {
    GET: {
      parameters: ['email'],
      run({ outbox }, { query }) {
        const email = query.get('email')
        return outbox.list().filter(({ to }) => email === null || canonicalEmail(to) === canonicalEmail(email))
      },
    },
  },
  totp: { GET: { parameters: ['email'], run: (_portal, request) => request.totpNow(required(request, 'email')) } },
  sessions: {
    GET: { run: ({ sessions }) => sessions.list() },
    DELETE: {
      parameters: ['id'],
      run({ sessions }, request) {
        sessions.end(required(request, 'id'))
        return sessions.list()
      },
    },
  },
  requests: {
    GET: {
      parameters: ['last'],
      run({ requests }, { query, caller }) {
        const last = query.get('last')
        if (last === null) return requests
        check(whole(1), Number(last), { caller, name: 'last' })
        return requests.slice(-Number(last))
      },
    },
  },
  exchanges: {
    GET: {
      parameters: ['id'],
      run(_portal, request) {
        const id = required(request, 'id')
        const exchange = request.findExchange(Number(id))
        if (exchange === undefined) throw new TypeError(`${request.caller}: no exchange ${id}; the latest 50 are kept`)
        return exchange
      },
    },
  },
  clock: {
    GET: { run: ({ clock }) => ({ nowMs: clock.now() }) },
    POST: {
      run({ clock }, request) {
        clock.advance(field(request, 'advanceMs', 'body') as number)
        return { nowMs: clock.now() }
      },
    },
  },
  faults: {
    GET: { run: ({ faults }) => faults.list() },
    POST: {
      run({ faults }, { body }) {
        const { remove: _remove, ...fault } = faults.add(body as FaultRule)
        return fault
      },
    },
    DELETE: {
      parameters: ['id'],
      run({ faults }, { query, caller }) {
        const id = query.get('id')
        if (id === null) faults.clear()
        else if (!faults.remove(Number(id))) throw new TypeError(`${caller}: no fault with id ${id}`)
        return faults.list()
      },
    },
  },
  keys: {
    GET: { run: ({ keys }) => keys.list() },
    POST: {
      run({ keys }, { body }) {
        keys.rotate(body as { overlapMs?: number })
        return keys.list()
      },
    },
  },
  policy: {
    GET: { run: ({ policy }) => policy.current() },
    PATCH: {
      run({ policy }, { body, caller }) {
        check(aBody, body, { caller, name: 'body' })
        return policy.change(body as PortalPolicyOptions)
      },
    },
  },
  devices: {
    DELETE: {
      parameters: ['email'],
      run({ users }, request) {
        users.forgetDevices(required(request, 'email'))
        return { ok: true }
      },
    },
  },
  'faults/unfired': { GET: { run: ({ faults }) => faults.unfired() } },
  reset: {
    POST: {
      run(portal, { body = {}, caller }) {
        check(emptyBody, body, { caller, name: 'body' })
        portal.reset()
        return { ok: true }
      },
    },
  },
  snapshot: {
    GET: { run: (portal) => portal.snapshot() },
    PUT: {
      run(portal, { body, caller }) {
        portal.restore(readSnapshot(body, caller))
        return { ok: true }
      },
    },
  },
}

/** Any JSON value: the portal checks it. */
const aBody: Shape = (body) => (body === undefined ? flaw('an object', body) : undefined)
const emptyBody: Shape = (body) => (isRecord(body) ? object({})(body) : flaw('empty, or {}', body))

/** The only field of a body. The portal checks its value. */
function field({ body, caller }: ControlRequest, name: string, what: string): unknown {
  check(object({ [name]: anything }), body, { caller, name: what })
  return isRecord(body) ? body[name] : undefined
}

function required({ query, caller }: ControlRequest, name: string): string {
  const value = query.get(name)
  if (value === null) throw new TypeError(`${caller}: the query parameter "${name}" is missing`)
  return value
}

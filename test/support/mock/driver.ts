import { createPortalMock } from '../../../mock/index.ts'
import type { PortalOptions } from '../../../mock/portal/portal-api.ts'

/** An answer with its body read. */
export interface Answer {
  status: number
  body: Record<string, unknown>
  headers: Headers
}
/** What sends a request: `portal.fetch`, or `fetch` bound to a server. */
export type Send = (path: string, init?: RequestInit) => Promise<Response>

/** A Monday at noon: the clock of a test stands still until it is advanced. */
export const NOON_MS = Date.UTC(2026, 0, 5, 12)

/** The steps of a login as plain requests, sent by `send`. */
export function createDriver(send: Send) {
  const read = async (response: Response): Promise<Answer> => {
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) }
  }
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    read(
      await send(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    )
  const get = async (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
    read(await send(path, { headers }))

  const identify = (email: string) => post('/api/v1/auth/identify', { email })
  const authenticate = (body: Record<string, unknown>, headers?: Record<string, string>) =>
    post('/api/v1/auth/authenticate', body, headers)
  const bearer = (token: unknown) => ({ authorization: `Bearer ${String(token)}` })
  return {
    post,
    get,
    identify,
    authenticate,
    verify: (body: Record<string, unknown>, headers?: Record<string, string>) =>
      post('/api/v1/auth/mfa/verify', body, headers),
    login: (body: Record<string, unknown>) => post('/api/v1/auth/login', body),
    refresh: (token: unknown) => post('/api/v1/auth/refresh', { refresh_token: token }),
    logout: (token?: unknown) => post('/api/v1/auth/logout', {}, token === undefined ? {} : bearer(token)),
    me: (token: unknown) => get('/api/v1/me', bearer(token)),
    /** identify and authenticate; the first tenant is chosen where one must be. */
    async password(email: string, password: string, headers?: Record<string, string>): Promise<Answer> {
      const { body } = await identify(email)
      const tenants = body['tenants'] as { id: string }[]
      const tenant_id = body['requires_tenant_selection'] === true ? tenants[0]?.id : null
      return await authenticate({ flow_token: body['flow_token'], password, tenant_id }, headers)
    },
  }
}

/**
 * How every test of the mock begins: a portal on a clock that stands still, which checks each response against the
 * contract, and the steps of a login over its `fetch`.
 */
export function createTestPortal(options: PortalOptions = {}) {
  const portal = createPortalMock({ clock: { now: () => NOON_MS }, selfCheck: true, ...options })
  return { portal, ...createDriver(portal.fetch) }
}

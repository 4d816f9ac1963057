import { startPortalWorker } from '../../../mock/browser.ts'
import { createPortalMock } from '../../../mock/index.ts'

const portal = createPortalMock({ seed: 42 })
const post = async (path: string, body: unknown): Promise<Record<string, unknown>> => {
  const headers = { 'content-type': 'application/json' }
  return await (await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })).json()
}

const verbs = {
  /** Starts the worker; resolves to `started`, or to the error message. */
  start: (url?: string): Promise<string> =>
    startPortalWorker(portal, url === undefined ? {} : { url }).then(
      () => 'started',
      (error) => error.message,
    ),
  /** A login with a second factor, a refresh and a planned network error; the result of each. */
  async login(): Promise<string> {
    const email = 'totp@acme.example'
    const { flow_token } = await post('/api/v1/auth/identify', { email })
    const { status, mfa_token, user_id } = await post('/api/v1/auth/authenticate', {
      flow_token,
      password: 'totp-password-1',
    })
    const code = portal.totp(email)
    const { refresh_token } = await post('/api/v1/auth/mfa/verify', { mfa_token, user_id, method: 'totp', code })
    portal.faults.add({ operation: 'refresh', then: 'network-error' })
    const lost = await post('/api/v1/auth/refresh', { refresh_token }).catch((error) => error.name)
    const { access_token } = await post('/api/v1/auth/refresh', { refresh_token })
    const me = await fetch('/proxy/api/v1/me', { headers: { authorization: `Bearer ${access_token}` } })
    return [status, typeof refresh_token, lost, me.status, portal.requests.length].join(', ')
  },
  /** The network's response to a request that no handler matches. */
  other: async (): Promise<string> => await (await fetch('/other')).text(),
}

/** The functions of the page that a scenario can call. */
export type WorkerVerbs = typeof verbs

Object.assign(window, { worker: verbs })

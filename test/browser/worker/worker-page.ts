import { startPortalWorker } from '../../../mock/browser.ts'
import { createPortalMock } from '../../../mock/index.ts'

const portal = createPortalMock({ seed: 42 })
const post = async (path: string, body: unknown): Promise<Record<string, unknown>> => {
  const headers = { 'content-type': 'application/json' }
  return await (await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })).json()
}

const verbs = {
  /** Starts the worker; resolves to `started`, or to the message of what it rejects with. */
  start: (url?: string): Promise<string> =>
    startPortalWorker(portal, url === undefined ? {} : { url }).then(
      () => 'started',
      (error) => error.message,
    ),
  /** A login with a second factor, a refresh and a planned network error; what came of each. */
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
  /** What the network answers to a request the portal has no answer for. */
  other: async (): Promise<string> => await (await fetch('/other')).text(),
}

/** What a scenario can ask of the page. */
export type WorkerVerbs = typeof verbs

Object.assign(window, { worker: verbs })

import { startPortalWorker } from '../../../mock/browser.ts'
import { createPortalMock } from '../../../mock/index.ts'
import { createLoginFlow, createPortalAuth, indexedDbStorage, type LoginFlowSnapshot } from '../../../src/index.ts'

const portal = createPortalMock({ seed: 42 })
const post = async (path: string, body: unknown): Promise<Record<string, unknown>> => {
  const headers = { 'content-type': 'application/json' }
  return await (await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })).json()
}

/** The client of this page, made once, and its login. */
const client = () => {
  const auth = createPortalAuth({ baseUrl: location.origin, storage: indexedDbStorage() })
  return { auth, flow: createLoginFlow(auth) }
}
let opened: ReturnType<typeof client> | undefined
const openLogin = (): ReturnType<typeof client> => {
  opened ??= client()
  return opened
}

/** The state of the flow at a step, once it is there. */
async function atStep<Step extends LoginFlowSnapshot['step']>(
  step: Step,
): Promise<Extract<LoginFlowSnapshot, { step: Step }>> {
  const { flow } = openLogin()
  return await new Promise((resolve) => {
    const look = (state: LoginFlowSnapshot): void => {
      if (state.step === step) resolve(state as Extract<LoginFlowSnapshot, { step: Step }>)
    }
    flow.subscribe(look)
    look(flow.getSnapshot())
  })
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
  /** Begins a login with the client, up to the second factor. */
  async beginLogin(): Promise<string> {
    await (await atStep('email')).identify({ email: 'totp@acme.example' })
    await (await atStep('password')).authenticate({ password: 'totp-password-1' })
    return (await atStep('mfa')).step
  },
  /** Goes on with the login of before a reload, with the code that the portal accepts. */
  async finishLogin(): Promise<string> {
    await (await atStep('mfa')).verify({ method: 'totp', code: portal.totp('totp@acme.example') })
    return openLogin().auth.session.getSnapshot().status
  },
  /** Opens the client in this tab; resolves to the session and the status of a call. */
  async look(): Promise<string> {
    const { auth } = openLogin()
    const { status } = await auth.ready()
    const me = await auth.fetch('/api/v1/me').catch((error) => ({ status: error.code }))
    return `${status}, ${me.status}`
  },
  logout: async (): Promise<string> => (await openLogin().auth.logout()).remote,
  /** The number of sessions that live at the portal. */
  sessions: (): number => portal.sessions.list().filter(({ status }) => status === 'live').length,
  reset: (): void => portal.reset(),
  /** The network's response to a request that no handler matches. */
  other: async (): Promise<string> => await (await fetch('/other')).text(),
}

/** The functions of the page that a scenario can call. */
export type WorkerVerbs = typeof verbs

Object.assign(window, { worker: verbs })

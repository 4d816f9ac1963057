// Compiled by test/types.test.ts: each `@ts-expect-error` is a mistake that must not compile.
import type { Readable } from 'svelte/store'
import type { LoginFlowSnapshot, SessionSnapshot, SignedInSession } from '../../src/index.ts'
import { createLoginFlow } from '../../src/index.ts'
import {
  type PortalAuthProviderProps,
  RequireSession,
  type useAccessToken,
  type useLogin,
} from '../../src/react/index.ts'

declare const auth: PortalAuthProviderProps['auth']

declare const login: ReturnType<typeof useLogin>
declare const accessToken: ReturnType<typeof useAccessToken>

export async function submit(code: string, password: string): Promise<void> {
  // @ts-expect-error which actions there are is not known before `step` is read
  await login.verify({ method: 'totp', code })
  if (login.step === 'email') {
    await login.identify({ email: 'ada@example.com' })
    // @ts-expect-error no user has been identified yet
    await login.authenticate({ password })
    // @ts-expect-error there is no choice to make yet
    login.chooseMethod('totp')
  }
  if (login.step === 'password') {
    await login.authenticate({ password })
    // @ts-expect-error the user has been named; `restart` goes back
    await login.identify({ email: 'ada@example.com' })
    // @ts-expect-error there is nothing to choose from
    login.chooseTenant('tnt_1')
  }
  if (login.step === 'tenant') {
    // @ts-expect-error a user of several tenants must choose one
    await login.authenticate({ password })
    // @ts-expect-error no method may have been chosen yet
    await login.authenticate({ password, tenantId: login.tenantId })
    if (login.tenantId !== undefined) await login.authenticate({ password, tenantId: login.tenantId })
  }
  if (login.step === 'mfa') {
    await login.verify({ method: login.method ?? 'totp', code })
    // @ts-expect-error the password has been given
    await login.authenticate({ password })
  }
  if (login.step === 'unsupported' || login.step === 'done') {
    login.restart()
    // @ts-expect-error nothing can be given here
    await login.verify({ method: 'totp', code })
  }
}

export function nameStep(): string {
  switch (login.step) {
    case 'email':
      return login.reason ?? 'start'
    case 'password':
    case 'tenant':
      return login.tenants.join()
    case 'mfa':
      return login.method ?? login.methods.join()
    case 'unsupported':
      return login.status
    case 'done':
      return login.session.status
  }
}

export const guards: unknown[] = [
  RequireSession({ children: ({ user }) => user.email, fallback: ({ reason }) => reason }),
  // @ts-expect-error a guard needs children
  RequireSession({ fallback: 'signed out' }),
  // @ts-expect-error a signed-out session has no user
  RequireSession({ children: null, fallback: ({ user }) => user }),
]

export const getToken: () => Promise<string> = accessToken
// @ts-expect-error it is a function, because a stored token expires
export const token: string = accessToken

export const sessionStore: Readable<SessionSnapshot> = auth.session
export const flowStore: Readable<LoginFlowSnapshot> = createLoginFlow(auth)
// @ts-expect-error who is signed in is not known before `status` is read
export const signedInStore: Readable<SignedInSession> = auth.session

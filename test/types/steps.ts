// Compiled by test/types.test.ts: each `@ts-expect-error` is a mistake that must not compile.

import type { Authenticated, Identified, PortalAuth, SessionSnapshot, SignedInSession } from '../../src/index.ts'
import { createPortalClient, isPortalAuthError } from '../../src/index.ts'

declare const auth: PortalAuth
const portal = createPortalClient(auth)
declare const identified: Identified
declare const authenticated: Authenticated
declare const snapshot: SessionSnapshot

export async function chooseTenant(): Promise<void> {
  if (identified.step === 'password') await identified.authenticate({ password: 'secret' })
  if (identified.step === 'tenant') {
    await identified.authenticate({ password: 'secret', tenantId: 'tnt_1' })
    // @ts-expect-error a user of several tenants must choose one
    await identified.authenticate({ password: 'secret' })
    await identified.choose('tnt_1').authenticate({ password: 'secret' })
    // @ts-expect-error the choice needs a tenant
    identified.choose()
  }
  // @ts-expect-error whether a tenant is needed is not known before `step` is read
  await identified.authenticate({ password: 'secret' })
}

export function readSession(): SignedInSession {
  // @ts-expect-error there is a session only once the step is `done`
  void authenticated.session
  // @ts-expect-error there is a code to give only when the step is `mfa`
  void authenticated.verify
  if (authenticated.step === 'done') return authenticated.session
  throw new Error(authenticated.step)
}

export function nameStep(): string {
  switch (authenticated.step) {
    case 'done':
      return authenticated.session.status
    case 'mfa':
      return authenticated.methods.join()
    case 'unsupported':
      return authenticated.status
  }
}

// @ts-expect-error without `unsupported` the switch does not always return
export function forgetUnsupported(): string {
  switch (authenticated.step) {
    case 'done':
      return 'done'
    case 'mfa':
      return 'mfa'
  }
}

export function nameStatus(): string {
  switch (snapshot.status) {
    case 'loading':
      return 'loading'
    case 'signed_in':
      return snapshot.user.email ?? 'someone'
    case 'signed_out':
      return snapshot.reason
  }
}

export async function callBareOperations(): Promise<string | undefined> {
  const { data } = await portal.POST('/api/v1/auth/identify', { body: { email: 'ada@example.com' } })
  // @ts-expect-error the contract has no such operation
  await portal.POST('/api/v1/auth/unknown', {})
  // @ts-expect-error the contract wants an e-mail
  await portal.POST('/api/v1/auth/identify', { body: {} })
  // @ts-expect-error the contract requires a body
  await portal.POST('/api/v1/auth/identify')
  const { data: text } = await portal.POST('/api/v1/auth/identify', { body: { email: 'a@b.example' }, parseAs: 'text' })
  text?.toUpperCase()
  const { error } = await portal.POST('/api/v1/auth/logout', { params: { header: { authorization: 'Bearer x' } } })
  return data?.flow_token ?? error?.detail?.[0]?.msg
}

export async function readReady(): Promise<string> {
  const session = await auth.ready()
  // @ts-expect-error `ready` never resolves to a session that is loading
  if (session.status === 'loading') return ''
  return session.status === 'signed_in' ? session.sessionId : session.reason
}

export function narrowError(error: unknown): number | undefined {
  if (!isPortalAuthError(error, 'rate_limited', 'account_locked')) return undefined
  // @ts-expect-error only the named codes are left
  if (error.code === 'network') return 0
  return error.retryAfterMs
}

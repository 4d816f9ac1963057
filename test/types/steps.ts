// Compiled by test/types.test.ts: each `@ts-expect-error` is a mistake that must not compile.
import type { Authenticated, Identified, PortalAuth, SessionSnapshot, SignedInSession } from '../../src/index.ts'

declare const auth: PortalAuth
declare const identified: Identified
declare const authenticated: Authenticated
declare const snapshot: SessionSnapshot

export async function chooseTenant(): Promise<void> {
  if (identified.step === 'password') await identified.authenticate({ password: 'secret' })
  if (identified.step === 'tenant') {
    await identified.authenticate({ password: 'secret', tenantId: 'tnt_1' })
    // @ts-expect-error a user of several tenants must choose one
    await identified.authenticate({ password: 'secret' })
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
    case 'unknown':
      return authenticated.status
  }
}

// @ts-expect-error without `unknown` the switch does not always return
export function forgetUnknown(): string {
  switch (authenticated.step) {
    case 'done':
      return 'done'
    case 'mfa':
      return 'mfa'
  }
}

export function nameStatus(): string {
  switch (snapshot.status) {
    case 'unknown':
      return 'unknown'
    case 'signed_in':
      return snapshot.user.email ?? 'someone'
    case 'signed_out':
      return snapshot.reason
  }
}

export async function callBareOperations(): Promise<string | undefined> {
  const { data } = await auth.portal.POST('/api/v1/auth/identify', { body: { email: 'ada@example.com' } })
  // @ts-expect-error the contract has no such operation
  await auth.portal.POST('/api/v1/auth/unknown', {})
  // @ts-expect-error the contract wants an e-mail
  await auth.portal.POST('/api/v1/auth/identify', { body: {} })
  return data?.flow_token
}

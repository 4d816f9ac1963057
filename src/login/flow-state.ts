import { isPortalAuthError, PortalAuthError, type PortalAuthErrorCode } from '../base/portal-auth-error.ts'
import type { UnknownStep } from './authenticate.ts'
import type { Identified } from './identify.ts'
import type { DoneStep } from './portal.ts'
import type { MfaStep } from './verify.ts'

/** The e-mail is next. */
export interface EmailStep {
  readonly step: 'email'
  /** Why the login had to start again; undefined where it has not. */
  readonly reason: 'flow_expired' | 'mfa_expired' | undefined
}

/** Where a login stands. */
export type FlowStep<Session> = EmailStep | Identified<Session> | MfaStep<Session> | UnknownStep | DoneStep<Session>

/** What went wrong with the last input. */
export interface FlowError {
  readonly code: PortalAuthErrorCode
  /** The input it is about, to show it beside and to focus; undefined where it is about none. */
  readonly field: string | undefined
  /** Messages by input, where the server gave some. */
  readonly fields: Readonly<Record<string, readonly string[]>>
  /** How long the server asked to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined
  readonly retryable: boolean
}

/** A login and what is going on with it. */
export interface FlowState<Session> {
  readonly at: FlowStep<Session>
  /** The e-mail that was given, for showing it again. */
  readonly email: string | undefined
  /** Whether a request is under way. */
  readonly pending: boolean
  /** What went wrong with the last input; undefined once the next one is sent. */
  readonly error: FlowError | undefined
}

/** What can happen to a login. */
export type FlowAnswer<Session> =
  | { readonly type: 'sent'; readonly email?: string | undefined }
  | { readonly type: 'reached'; readonly step: FlowStep<Session> }
  | { readonly type: 'stayed' }
  | { readonly type: 'failed'; readonly error: unknown }
  | { readonly type: 'left' }
  | { readonly type: 'outlived' }

/** The state of a login that has not begun. */
export const startState: FlowState<never> = Object.freeze({
  at: Object.freeze({ step: 'email', reason: undefined }),
  email: undefined,
  pending: false,
  error: undefined,
})

/** What a login becomes by what happens to it. */
export function advance<Session>(state: FlowState<Session>, answer: FlowAnswer<Session>): FlowState<Session> {
  switch (answer.type) {
    case 'sent':
      return { ...state, email: answer.email ?? state.email, pending: true, error: undefined }
    case 'reached':
      return { ...state, at: answer.step, pending: false, error: undefined }
    case 'stayed':
      return { ...state, pending: false, error: undefined }
    case 'failed':
      return fail(state, answer.error)
    case 'left':
      return { ...startState, email: state.email }
    case 'outlived':
      return startAgain(state, 'flow_expired')
  }
}

function fail<Session>(state: FlowState<Session>, error: unknown): FlowState<Session> {
  const known = isPortalAuthError(error)
    ? error
    : new PortalAuthError({ code: 'unexpected_response', operation: 'identify' })
  const { code, fields = {}, retryAfterMs, retryable } = known
  if (code === 'flow_expired' || code === 'mfa_expired') return startAgain(state, code)
  const field = Object.keys(fields)[0] ?? fieldOf(code, state.at.step)
  return { ...state, pending: false, error: Object.freeze({ code, field, fields, retryAfterMs, retryable }) }
}

function startAgain<Session>({ email }: FlowState<Session>, reason: EmailStep['reason']): FlowState<Session> {
  return { ...startState, at: Object.freeze({ step: 'email', reason }), email }
}

/** The input that a refusal is about, where the server does not say. */
function fieldOf(code: PortalAuthErrorCode, step: FlowStep<unknown>['step']): string | undefined {
  if (code === 'tenant_required') return 'tenantId'
  if (code === 'mfa_code_rejected') return 'code'
  if (code === 'invalid_credentials' || code === 'account_locked' || code === 'rate_limited') {
    return step === 'mfa' ? 'code' : step === 'email' ? 'email' : 'password'
  }
  return undefined
}

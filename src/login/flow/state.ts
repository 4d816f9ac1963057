import {
  isPortalAuthError,
  PortalAuthError,
  type PortalAuthErrorCode,
  type PortalAuthOperation,
} from '../../base/portal-auth-error.ts'
import type { UnknownStep } from '../authenticate.ts'
import type { DoneStep } from '../context.ts'
import type { Identified, PasswordStep, TenantStep } from '../identify.ts'
import type { MfaMethod, MfaStep } from '../verify.ts'

/** The e-mail is next. */
export interface EmailStep {
  readonly step: 'email'
  /** Why the login had to start again; undefined where it has not. */
  readonly reason: 'flow_expired' | 'mfa_expired' | undefined
}

/** A tenant step, and the tenant that the user has chosen on it. */
export type TenantState<Session> = TenantStep<Session> & { readonly tenantId: string | undefined }

/** A second-factor step, and the method that the user has chosen on it. */
export type MfaState<Session> = MfaStep<Session> & { readonly method: MfaMethod | undefined }

/** Where a login stands. */
export type FlowStep<Session> =
  | EmailStep
  | PasswordStep<Session>
  | TenantState<Session>
  | MfaState<Session>
  | UnknownStep
  | DoneStep<Session>

/** What went wrong with the last input. */
export interface FlowError {
  readonly code: PortalAuthErrorCode
  /** What was asked for: who may not have another e-mail yet may still give the code of the last. */
  readonly operation: PortalAuthOperation
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
  /** Whether a request is under way, or the storage is still being read. */
  readonly pending: boolean
  /** What went wrong with the last input; undefined once the next one is sent. */
  readonly error: FlowError | undefined
}

/** A step that a call has resolved to. */
export type ReachedStep<Session> = Identified<Session> | MfaStep<Session> | UnknownStep | DoneStep<Session>

/** What can happen to a login. `choice` is a tenant's id or a method, as the step has it. */
export type FlowAnswer<Session> =
  | { readonly type: 'sent'; readonly email?: string | undefined; readonly choice?: string | undefined }
  | { readonly type: 'chosen'; readonly choice: string | undefined }
  | {
      readonly type: 'reached'
      readonly step: ReachedStep<Session>
      /** These two where the step comes from the storage. */
      readonly email?: string | undefined
      readonly choice?: string | undefined
    }
  | { readonly type: 'stayed' }
  | { readonly type: 'failed'; readonly error: unknown }
  | { readonly type: 'left' }
  | { readonly type: 'outlived'; readonly email?: string | undefined }

const start: EmailStep = Object.freeze({ step: 'email', reason: undefined })

/** The state of a login that has not begun. */
export const startState: FlowState<never> = Object.freeze({
  at: start,
  email: undefined,
  pending: false,
  error: undefined,
})

/** What a login becomes by what happens to it; the same state where that changes nothing. */
export function advance<Session>(state: FlowState<Session>, answer: FlowAnswer<Session>): FlowState<Session> {
  switch (answer.type) {
    case 'sent': {
      const at = answer.choice === undefined ? state.at : choose(state.at, answer.choice)
      return { at, email: answer.email ?? state.email, pending: true, error: undefined }
    }
    case 'chosen': {
      const at = choose(state.at, answer.choice)
      if (at === state.at) return state
      // The server's waiting time holds for each of the choices.
      return { ...state, at, error: state.error?.retryAfterMs === undefined ? undefined : state.error }
    }
    case 'reached': {
      const at = answer.choice === undefined ? enter(answer.step) : choose(enter(answer.step), answer.choice)
      return { at, email: answer.email ?? state.email, pending: false, error: undefined }
    }
    case 'stayed':
      return { ...state, pending: false, error: undefined }
    case 'failed':
      return fail(state, answer.error)
    case 'left':
      return state.at === start && !state.pending && !state.error ? state : { ...startState, email: state.email }
    case 'outlived':
      return startAgain(answer.email ?? state.email, 'flow_expired')
  }
}

/** Whether a login has not left a step between two states: what an earlier step handed out must do nothing. */
export function isSameStep<Session>(a: FlowStep<Session>, b: FlowStep<Session>): boolean {
  if (a.step === 'mfa') return b.step === 'mfa' && b.verify === a.verify
  if (a.step === 'password' || a.step === 'tenant') return b.step === a.step && b.authenticate === a.authenticate
  return a.step === b.step
}

/** A step as it is entered: a choice of one is made already. */
function enter<Session>(step: ReachedStep<Session>): FlowStep<Session> {
  if (step.step === 'tenant') return Object.freeze({ ...step, tenantId: only(step.tenants)?.id })
  if (step.step === 'mfa') return Object.freeze({ ...step, method: only(step.methods) })
  return step
}

function only<Item>(list: readonly Item[]): Item | undefined {
  return list.length === 1 ? list[0] : undefined
}

function choose<Session>(at: FlowStep<Session>, choice: string | undefined): FlowStep<Session> {
  if (at.step === 'tenant' && at.tenantId !== choice) return Object.freeze({ ...at, tenantId: choice })
  if (at.step === 'mfa' && at.method !== choice) return Object.freeze({ ...at, method: choice })
  return at
}

function fail<Session>(state: FlowState<Session>, error: unknown): FlowState<Session> {
  const known = isPortalAuthError(error)
    ? error
    : new PortalAuthError({ code: 'unexpected_response', operation: 'identify' })
  const { code, operation, fields = {}, retryAfterMs, retryable } = known
  if (code === 'flow_expired' || code === 'mfa_expired') return startAgain(state.email, code)
  const field = Object.keys(fields)[0] ?? (operation === 'sendEmailCode' ? undefined : fieldOf(code, state.at.step))
  const failure: FlowError = Object.freeze({ code, operation, field, fields, retryAfterMs, retryable })
  return { ...state, pending: false, error: failure }
}

function startAgain(email: string | undefined, reason: EmailStep['reason']): FlowState<never> {
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

import {
  isPortalAuthError,
  PortalAuthError,
  type PortalAuthErrorCode,
  type PortalAuthOperation,
} from '../../base/portal-auth-error.ts'
import type { UnsupportedStep } from '../authenticate.ts'
import type { DoneStep } from '../context.ts'
import type { Identified, PasswordStep, TenantStep } from '../identify.ts'
import type { MfaMethod, MfaStep } from '../verify.ts'

/** Why a login starts again. */
type RestartReason =
  /** The flow token has expired or was used. */
  | 'flow_expired'
  /** The MFA token has expired or was used, or its attempts are spent. */
  | 'mfa_expired'

/** The e-mail is next. */
export interface EmailStep {
  readonly step: 'email'
  /** Why the login starts again; undefined for a first try. */
  readonly reason: RestartReason | undefined
}

/** A tenant step and the chosen tenant. */
export type TenantState = Omit<TenantStep, 'choose'> & { readonly tenantId: string | undefined }

/** A second-factor step and the chosen method. */
export type MfaState = MfaStep & { readonly method: MfaMethod | undefined }

/** The current step of a login. */
export type FlowStep = EmailStep | PasswordStep | TenantState | MfaState | UnsupportedStep | DoneStep

/** The failure of the last input. */
export interface LoginFlowError {
  /** What failed. */
  readonly code: PortalAuthErrorCode
  /** The operation that failed: a user who may not have another e-mail yet can still enter the last code. */
  readonly operation: PortalAuthOperation
  /** The input that the error belongs to, for showing it there and for the focus; undefined if it belongs to no input. */
  readonly field: string | undefined
  /** Messages by input, if the server gave any. */
  readonly fields: Readonly<Record<string, readonly string[]>>
  /** How long the server asked to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined
  /** Whether the same input can succeed later. */
  readonly retryable: boolean
}

/** The state of a login. */
export interface FlowState {
  readonly at: FlowStep
  /** The e-mail of the login, for showing it again. */
  readonly email: string | undefined
  /** Whether the latest input is under way or the storage is being read. */
  readonly pending: boolean
  /** The failure of the last input; undefined once the next one is sent. */
  readonly error: LoginFlowError | undefined
}

/** A step that a call resolved to. */
export type ReachedStep = Identified | MfaStep | UnsupportedStep | DoneStep

/** What can happen to a login. `choice` is the id of a tenant or a method, depending on the step. */
export type FlowEvent =
  | { readonly type: 'sent'; readonly email?: string | undefined; readonly choice?: string | undefined }
  | { readonly type: 'chosen'; readonly choice: string | undefined }
  | {
      readonly type: 'reached'
      readonly step: ReachedStep
      /** Both are given if the step comes from the storage. */
      readonly email?: string | undefined
      readonly choice?: string | undefined
    }
  | { readonly type: 'stayed' }
  | { readonly type: 'failed'; readonly error: unknown }
  | { readonly type: 'restarted' }
  | { readonly type: 'expired'; readonly email?: string | undefined }

const start: EmailStep = Object.freeze({ step: 'email', reason: undefined })

/** The state before a login begins. */
export const startState: FlowState = Object.freeze({
  at: start,
  email: undefined,
  pending: false,
  error: undefined,
})

/** The next state of a login; the same object if nothing changes. */
export function advance(state: FlowState, event: FlowEvent): FlowState {
  switch (event.type) {
    case 'sent': {
      const at = event.choice === undefined ? state.at : choose(state.at, event.choice)
      return { at, email: event.email ?? state.email, pending: true, error: undefined }
    }
    case 'chosen': {
      const at = choose(state.at, event.choice)
      if (at === state.at) return state
      // The server's waiting time applies to every choice.
      return { ...state, at, error: state.error?.retryAfterMs === undefined ? undefined : state.error }
    }
    case 'reached': {
      const at = event.choice === undefined ? enter(event.step) : choose(enter(event.step), event.choice)
      return { at, email: event.email ?? state.email, pending: false, error: undefined }
    }
    case 'stayed':
      return { ...state, pending: false, error: undefined }
    case 'failed':
      return fail(state, event.error)
    case 'restarted':
      return state.at === start && !state.pending && !state.error ? state : { ...startState, email: state.email }
    case 'expired':
      return startAgain(event.email ?? state.email, 'flow_expired')
  }
}

/** Whether two states show the same step. The actions of an earlier step must do nothing. */
export function isSameStep(a: FlowStep, b: FlowStep): boolean {
  if (a.step === 'mfa') return b.step === 'mfa' && b.verify === a.verify
  if (a.step === 'password' || a.step === 'tenant') return b.step === a.step && b.authenticate === a.authenticate
  return a.step === b.step
}

/** A step as it is entered: a single choice is chosen at once. */
function enter(step: ReachedStep): FlowStep {
  if (step.step === 'tenant') {
    const { choose: _, ...state } = step
    return Object.freeze({ ...state, tenantId: only(step.tenants)?.id })
  }
  if (step.step === 'mfa') return Object.freeze({ ...step, method: only(step.methods) })
  return step
}

function only<Item>(list: readonly Item[]): Item | undefined {
  return list.length === 1 ? list[0] : undefined
}

function choose(at: FlowStep, choice: string | undefined): FlowStep {
  if (at.step === 'tenant' && at.tenantId !== choice) return Object.freeze({ ...at, tenantId: choice })
  if (at.step === 'mfa' && at.method !== choice) return Object.freeze({ ...at, method: choice })
  return at
}

function fail(state: FlowState, error: unknown): FlowState {
  const known = isPortalAuthError(error)
    ? error
    : new PortalAuthError({ code: 'unexpected_response', operation: 'identify' })
  const { code, operation, fields = {}, retryAfterMs, retryable } = known
  if (code === 'flow_expired' || code === 'mfa_expired') return startAgain(state.email, code)
  const field = Object.keys(fields)[0] ?? (operation === 'sendEmailCode' ? undefined : fieldOf(code, state.at.step))
  const failure: LoginFlowError = Object.freeze({ code, operation, field, fields, retryAfterMs, retryable })
  return { ...state, pending: false, error: failure }
}

function startAgain(email: string | undefined, reason: RestartReason): FlowState {
  return { ...startState, at: Object.freeze({ step: 'email', reason }), email }
}

/** The input that an error response belongs to, if the server does not name one. */
function fieldOf(code: PortalAuthErrorCode, step: FlowStep['step']): string | undefined {
  if (code === 'tenant_required') return 'tenantId'
  if (code === 'mfa_code_rejected') return 'code'
  if (code === 'invalid_credentials' || code === 'account_locked' || code === 'rate_limited') {
    return step === 'mfa' ? 'code' : step === 'email' ? 'email' : 'password'
  }
  return undefined
}

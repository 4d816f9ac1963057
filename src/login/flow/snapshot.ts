import type { CallOptions } from '../../transport/ask.ts'
import { hideResponse, type UnknownStep } from '../authenticate.ts'
import type { DoneStep, Portal } from '../context.ts'
import { identify, type PasswordStep } from '../identify.ts'
import type { EmailCodeOptions, MfaCode, MfaMethod } from '../verify.ts'
import type { EmailStep, FlowState, MfaState, ReachedStep, TenantState } from './state.ts'

/** What every state of a flow has. */
interface FlowFacts extends Pick<FlowState<never>, 'email' | 'pending' | 'error'> {
  /** Back to the e-mail. What is under way is aborted, and its answer ignored. */
  readonly restart: () => void
}

/**
 * An action of a flow: it resolves when the state has changed and never rejects. A double submit is one request; an
 * action of a step that the login has left does nothing.
 */
type Action<Input> = (input: Input) => Promise<void>
type InputOf<Call> = Call extends (input: infer Input, ...rest: never[]) => unknown ? Input : never

/** What a flow shows: the step, and the actions that it has. */
export type FlowSnapshot<Session> = FlowFacts &
  (
    | (EmailStep & { readonly identify: Action<{ readonly email: string }> })
    | (Omit<PasswordStep<Session>, 'authenticate'> & {
        readonly authenticate: Action<InputOf<PasswordStep<Session>['authenticate']>>
      })
    | (Omit<TenantState<Session>, 'authenticate'> & {
        /** Remembers the tenant, also over a reload; undefined to choose again. */
        readonly chooseTenant: (tenantId: string | undefined) => void
        readonly authenticate: Action<InputOf<TenantState<Session>['authenticate']>>
      })
    | (Omit<MfaState<Session>, 'verify' | 'sendEmailCode'> & {
        /** Remembers the method, also over a reload; undefined to choose again. */
        readonly chooseMethod: (method: MfaMethod | undefined) => void
        readonly verify: Action<MfaCode>
        readonly sendEmailCode: (options?: Pick<EmailCodeOptions, 'tenantSlug'>) => Promise<void>
      })
    | UnknownStep
    | DoneStep<Session>
  )

/** What the actions of a snapshot do; each for the step that the snapshot shows. */
export interface FlowActions<Session> {
  readonly restart: () => void
  readonly choose: (choice: string | undefined) => void
  /** Sends an input; `shown` is what of it the states show from now on. */
  readonly submit: (
    input: object,
    send: (call: CallOptions) => Promise<ReachedStep<Session> | undefined>,
    shown?: { readonly email?: string; readonly choice?: string },
  ) => Promise<void>
}

/** Shows a state: its facts, what its step has, and the actions possible there. */
export function showFlow<Session>(
  { at, email, pending, error }: FlowState<Session>,
  portal: Portal<Session>,
  { restart, choose, submit }: FlowActions<Session>,
): FlowSnapshot<Session> {
  const facts: FlowFacts = { email, pending, error, restart }
  switch (at.step) {
    case 'email':
      return Object.freeze({
        ...facts,
        ...at,
        identify: (input: { readonly email: string }) =>
          submit(input, (call) => identify(portal, input, call), { email: input.email }),
      })
    case 'password': {
      const authenticate = (input: InputOf<typeof at.authenticate>): Promise<void> =>
        submit(input, (call) => at.authenticate(input, call))
      return Object.freeze({ ...facts, ...at, authenticate })
    }
    case 'tenant': {
      const authenticate = (input: InputOf<typeof at.authenticate>): Promise<void> =>
        submit(input, (call) => at.authenticate(input, call), { choice: input.tenantId })
      return Object.freeze({ ...facts, ...at, chooseTenant: choose, authenticate })
    }
    case 'mfa': {
      const verify = (input: MfaCode): Promise<void> =>
        submit(input, (call) => at.verify(input, call), { choice: input.method })
      const sendEmailCode = (options: Pick<EmailCodeOptions, 'tenantSlug'> = {}): Promise<void> =>
        submit({ send: options }, (call) => at.sendEmailCode({ ...options, ...call }).then(() => undefined), {
          choice: 'email',
        })
      return Object.freeze({ ...facts, ...at, chooseMethod: choose, verify, sendEmailCode })
    }
    case 'unknown':
      return Object.freeze(hideResponse({ ...facts, ...at }, at.response))
    case 'done':
      return Object.freeze({ ...facts, ...at })
  }
}

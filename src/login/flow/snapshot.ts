import type { CallOptions } from '../../transport/exchange.ts'
import { hideResponse, type UnsupportedStep } from '../authenticate.ts'
import type { DoneStep, LoginContext } from '../context.ts'
import { identify, type PasswordStep } from '../identify.ts'
import type { EmailCodeOptions, MfaCode, MfaMethod } from '../verify.ts'
import type { EmailStep, FlowState, MfaState, ReachedStep, TenantState } from './state.ts'

/** What every snapshot of a login flow has. */
interface FlowFacts extends Pick<FlowState, 'email' | 'pending' | 'error'> {
  /** Returns to the e-mail step. A request under way is aborted and its response ignored. */
  readonly restart: () => void
}

/**
 * An action of a login flow. It resolves when the state has changed and never rejects. A double submit is one request;
 * an action of an earlier step does nothing.
 */
type Action<Input> = (input: Input) => Promise<void>
type InputOf<Call> = Call extends (input: infer Input, ...rest: never[]) => unknown ? Input : never

/** The snapshot of a login flow: the step and its actions. */
export type LoginFlowSnapshot = FlowFacts &
  (
    | (EmailStep & {
        /** Sends the e-mail. */
        readonly identify: Action<{ readonly email: string }>
      })
    | (Omit<PasswordStep, 'authenticate'> & {
        /** Sends the password. */
        readonly authenticate: Action<InputOf<PasswordStep['authenticate']>>
      })
    | (Omit<TenantState, 'authenticate'> & {
        /** Chooses the tenant and remembers it over a reload; undefined removes the choice. */
        readonly chooseTenant: (tenantId: string | undefined) => void
        /** Sends the tenant and the password. */
        readonly authenticate: Action<InputOf<TenantState['authenticate']>>
      })
    | (Omit<MfaState, 'verify' | 'sendEmailCode'> & {
        /** Chooses the method and remembers it over a reload; undefined removes the choice. */
        readonly chooseMethod: (method: MfaMethod | undefined) => void
        /** Sends the code. */
        readonly verify: Action<MfaCode>
        /** Makes the portal send a code by e-mail. */
        readonly sendEmailCode: (options?: Pick<EmailCodeOptions, 'tenantSlug'>) => Promise<void>
      })
    | UnsupportedStep
    | DoneStep
  )

/** What the actions of a snapshot do, for the step that the snapshot shows. */
export interface FlowActions {
  readonly restart: () => void
  readonly choose: (choice: string | undefined) => void
  /** Sends an input; `shown` is the part of it that the following states show. */
  readonly submit: (
    input: object,
    send: (call: CallOptions) => Promise<ReachedStep | undefined>,
    shown?: { readonly email?: string; readonly choice?: string },
  ) => Promise<void>
}

/** Makes the snapshot of a state: its facts, its step and the actions of the step. */
export function showFlow(
  { at, email, pending, error }: FlowState,
  context: LoginContext,
  { restart, choose, submit }: FlowActions,
): LoginFlowSnapshot {
  const facts: FlowFacts = { email, pending, error, restart }
  switch (at.step) {
    case 'email':
      return Object.freeze({
        ...facts,
        ...at,
        identify: (input: { readonly email: string }) =>
          submit(input, (call) => identify(context, input, call), { email: input.email }),
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
    case 'unsupported':
      return Object.freeze(hideResponse({ ...facts, ...at }, at.response))
    case 'done':
      return Object.freeze({ ...facts, ...at })
  }
}

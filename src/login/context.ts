import type { JsonObject } from '../base/json.ts'
import { PortalAuthError } from '../base/portal-auth-error.ts'
import { type Grant, readGrant } from '../model/grant.ts'
import type { SignedInSession } from '../model/session.ts'
import type { Ask } from '../transport/ask.ts'
import { unexpectedAnswer } from '../transport/check-answer.ts'
import type { Answer, CallOptions } from '../transport/exchange.ts'

/** What every login step needs: a way to ask the portal, and a way to start the session. */
export interface LoginContext {
  readonly ask: Ask
  /** Starts the session with the tokens of a finished login. */
  readonly signIn: (grant: Grant, call?: CallOptions) => Promise<SignedInSession>
  /** The data of a step, by step: a login flow stores it, so that the step can be made again after a reload. */
  readonly stepData: WeakMap<object, StepData>
}

/** What is needed to continue a login, its tokens included. */
export type StepData =
  | { readonly step: 'password' | 'tenant'; readonly flowToken: string; readonly tenants: readonly JsonObject[] }
  | {
      readonly step: 'mfa'
      readonly mfaToken: string
      readonly userId: string
      readonly methods: readonly string[]
      readonly tenantSlug: string | undefined
    }

/** The login is finished and the session has begun. */
export interface DoneStep {
  readonly step: 'done'
  readonly session: SignedInSession
}

/** Finishes a login with the tokens of its last answer. */
export async function finishLogin(
  context: LoginContext,
  operation: 'authenticate' | 'verify' | 'login',
  { status, body }: Answer,
  call?: CallOptions,
): Promise<DoneStep> {
  const grant = readGrant(body)
  if (grant === undefined) throw unexpectedAnswer(operation, status, 'the response has no access_token')
  // The last moment for an abort: a check of the answer may have taken a while, and the user may have gone back.
  if (call?.signal?.aborted) throw new PortalAuthError({ code: 'aborted', operation, cause: call.signal.reason })
  return Object.freeze({ step: 'done', session: await context.signIn(grant, call) })
}

import type { JsonObject } from '../base/json.ts'
import { PortalAuthError, type PortalAuthOperation } from '../base/portal-auth-error.ts'
import { type Grant, readGrant } from '../model/grant.ts'
import type { Answer, Ask, CallOptions } from '../transport/ask.ts'
import { unexpectedAnswer } from '../transport/check-answer.ts'
import type { PortalClient, Send } from '../transport/portal-client.ts'

/** What every login step needs: someone to ask, and someone to hand the tokens to. */
export interface Portal<Session> {
  readonly ask: Ask
  readonly client: PortalClient
  readonly fetch: Send
  readonly baseUrl: string
  /** Starts the session with what a finished login granted. */
  readonly signIn: (grant: Grant, call?: CallOptions) => Promise<Session>
  /** What a step is made of, by step: a flow keeps it, so that the step can be made again after a reload. */
  readonly stepData: WeakMap<object, StepData>
}

/** What it takes to go on with a login: the tokens of its present step among it. */
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
export interface DoneStep<Session> {
  readonly step: 'done'
  readonly session: Session
}

/** Finishes a login with the tokens of its last answer. */
export async function finishLogin<Session>(
  portal: Portal<Session>,
  operation: PortalAuthOperation,
  { status, body }: Answer,
  call?: CallOptions,
): Promise<DoneStep<Session>> {
  const grant = readGrant(body)
  if (grant === undefined) throw unexpectedAnswer(operation, status, 'the answer has no access_token')
  // The last moment to heed it: an answer that is being checked must not sign in whoever has gone back.
  if (call?.signal?.aborted) throw new PortalAuthError({ code: 'aborted', operation, cause: call.signal.reason })
  return Object.freeze({ step: 'done', session: await portal.signIn(grant, call) })
}

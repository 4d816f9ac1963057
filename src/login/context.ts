import type { JsonObject } from '../base/json.ts'
import { PortalAuthError } from '../base/portal-auth-error.ts'
import { type Grant, readGrant, tokenText } from '../model/grant.ts'
import type { SignedInSession } from '../model/session.ts'
import type { Ask } from '../transport/ask.ts'
import { unexpectedAnswer } from '../transport/check-answer.ts'
import type { Answer, CallOptions } from '../transport/exchange.ts'
import type { OperationRequests } from '../transport/operation-request.ts'

/** What every login step needs: a way to ask the portal, and a way to start the session. */
export interface LoginContext {
  readonly ask: Ask
  /** Starts the session with the tokens of a finished login. */
  readonly signIn: (grant: Grant, call?: CallOptions) => Promise<SignedInSession>
  /** Ends a session at the portal that was granted too late to be used. Never rejects. */
  readonly revoke: (accessToken: string) => Promise<unknown>
  /** The URL of the portal, which a stored step names. */
  readonly portal: string
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

/** An operation whose answer may grant tokens. */
type GrantingOperation = 'authenticate' | 'verify' | 'login'

/** The login is finished and the session has begun. */
export interface DoneStep {
  readonly step: 'done'
  readonly session: SignedInSession
}

/**
 * Sends an operation that may grant tokens. It is not aborted once it has left, because the portal may have accepted it: if
 * its answer arrives after the caller has stopped waiting, the granted session is revoked.
 */
export function askForTokens<Name extends GrantingOperation>(
  context: LoginContext,
  operation: Name,
  request: OperationRequests[Name],
  call?: CallOptions,
): Promise<Answer> {
  return context.ask(operation, request, { ...call, onLate: ({ body }) => drop(context, body) })
}

/** Revokes the session that an answer grants and nobody uses. */
function drop({ revoke }: LoginContext, body: JsonObject): void {
  const accessToken = tokenText(body.access_token)
  if (accessToken !== undefined) void revoke(accessToken)
}

/** Finishes a login with the tokens of its last answer. */
export async function finishLogin(
  context: LoginContext,
  operation: GrantingOperation,
  { status, body, serverNowMs }: Answer,
  call?: CallOptions,
): Promise<DoneStep> {
  const grant = readGrant(body, serverNowMs)
  if (grant === undefined) {
    drop(context, body)
    throw unexpectedAnswer(
      operation,
      status,
      typeof process !== 'undefined' && process.env.NODE_ENV !== 'production'
        ? 'the response has no usable access_token or refresh_token'
        : '',
    )
  }
  // The last moment for an abort: a check of the answer may have taken a while, and the user may have returned to an earlier step.
  if (call?.signal?.aborted) {
    drop(context, body)
    throw new PortalAuthError({ code: 'aborted', operation, cause: call.signal.reason })
  }
  return Object.freeze({ step: 'done', session: await context.signIn(grant, call) })
}

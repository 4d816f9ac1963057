import { idText, nonEmptyString } from '../base/json.ts'
import type { PortalTenant } from '../model/tenant.ts'
import type { Answer, CallOptions } from '../transport/ask.ts'
import { unexpectedAnswer } from '../transport/check-answer.ts'
import { type DoneStep, finishLogin, type Portal, type StepData } from './context.ts'
import { sendEmailCode } from './send-email-code.ts'
import { singleSubmit } from './single-submit.ts'

/** A second factor: the three that are documented, and any that a portal adds. */
export type MfaMethod = 'totp' | 'email' | 'backup_code' | (string & {})

/** A code for the second factor. */
export interface MfaCode {
  readonly method: MfaMethod
  /** The code as the user typed it. A method without a code leaves it out. */
  readonly code?: string | undefined
  /** Asks the portal not to want a second factor here for a while. Default: false. */
  readonly trustDevice?: boolean | undefined
}

/** What asking for a code by e-mail takes. */
export interface EmailCodeOptions extends CallOptions {
  /** The slug of the tenant the user signs in to. Default: the one that identify listed. */
  readonly tenantSlug?: string | undefined
}

/** A second factor is next. */
export interface MfaStep<Session> {
  readonly step: 'mfa'
  /** The methods this user can use. */
  readonly methods: readonly MfaMethod[]
  readonly userId: string
  /**
   * Gives the code. Rejects with `mfa_code_rejected` (the step stays), `mfa_expired`, `account_disabled`,
   * `account_locked`, `rate_limited`, `validation_failed` or a transport code.
   *
   * @see openapi.json#/paths/~1api~1v1~1auth~1mfa~1verify/post
   */
  readonly verify: (code: MfaCode, call?: CallOptions) => Promise<DoneStep<Session>>
  /**
   * Has the portal send a code by e-mail. Needs the tenant's slug, known when identify listed the tenant; give it where
   * it did not. While a call is under way, the same slug gets the same promise. Rejects with `tenant_required`,
   * `mfa_expired`, `account_disabled`, `account_locked`, `rate_limited`, `validation_failed` (the user has no code by
   * e-mail) or a transport code.
   */
  readonly sendEmailCode: (call?: EmailCodeOptions) => Promise<void>
}

/** Reads an answer that asks for a second factor. */
export function readChallenge<Session>(
  portal: Portal<Session>,
  { status, body: answer }: Answer,
  tenant: PortalTenant | undefined,
): MfaStep<Session> {
  const mfaToken = nonEmptyString(answer.mfa_token)
  const userId = idText(answer.user_id)
  if (mfaToken === undefined || userId === undefined) {
    const message = 'the answer asks for a second factor without an mfa_token and a user_id'
    throw unexpectedAnswer('authenticate', status, message)
  }
  const listed = Array.isArray(answer.available_methods) ? answer.available_methods : []
  const methods = listed.filter((method) => typeof method === 'string')
  return createMfaStep(portal, { step: 'mfa', mfaToken, userId, methods, tenantSlug: tenant?.slug })
}

const knownMethods: readonly string[] = ['totp', 'email', 'backup_code'] satisfies MfaMethod[]

/** Whether a challenge can be met here: a method is known, or none was listed and the user may know one. */
export function isAnswerable({ methods }: MfaStep<unknown>): boolean {
  return methods.length === 0 || methods.some((method) => knownMethods.includes(method))
}

/** Makes the MFA step; the MFA token stays inside it. */
export function createMfaStep<Session>(
  portal: Portal<Session>,
  data: Extract<StepData, { step: 'mfa' }>,
): MfaStep<Session> {
  const { mfaToken, userId, methods } = data
  const send = singleSubmit('sendEmailCode', ({ tenantSlug }: Pick<EmailCodeOptions, 'tenantSlug'>, call) =>
    sendEmailCode(portal, { tenantSlug, mfaToken, userId }, call),
  )
  const step: MfaStep<Session> = Object.freeze({
    step: 'mfa',
    methods: Object.freeze(methods),
    userId,
    verify: singleSubmit('verify', ({ method, code, trustDevice = false }: MfaCode, call?: CallOptions) =>
      verify(
        portal,
        { mfa_token: mfaToken, user_id: userId, method, code: code ?? null, trust_device: trustDevice },
        call,
      ),
    ),
    sendEmailCode: ({ tenantSlug = data.tenantSlug, signal }: EmailCodeOptions = {}) =>
      send({ tenantSlug }, { signal }),
  })
  portal.stepData.set(step, data)
  return step
}

async function verify<Session>(
  portal: Portal<Session>,
  body: { mfa_token: string; user_id: string; method: string; code: string | null; trust_device: boolean },
  call?: CallOptions,
): Promise<DoneStep<Session>> {
  const answer = await portal.ask(
    'verify',
    (init) => portal.client.POST('/api/v1/auth/mfa/verify', { ...init, body }),
    call,
  )
  return finishLogin(portal, 'verify', answer, call)
}

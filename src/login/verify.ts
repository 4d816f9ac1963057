import { idText, nonEmptyString } from '../base/json.ts'
import type { PortalTenant } from '../model/tenant.ts'
import { unexpectedAnswer } from '../transport/check-answer.ts'
import type { Answer, CallOptions } from '../transport/exchange.ts'
import { askForTokens, type DoneStep, finishLogin, type LoginContext, type StepData } from './context.ts'
import { readCode } from './read-code.ts'
import { sendEmailCode } from './send-email-code.ts'
import { singleSubmit } from './single-submit.ts'

/** A second factor: the three that are documented, and any that a portal adds. */
export type MfaMethod =
  /** A code from an authenticator app. */
  | 'totp'
  /** A code that the portal sends by e-mail after `sendEmailCode()`. */
  | 'email'
  /** One of the codes that the user keeps for a lost device. Each works once. */
  | 'backup_code'
  | (string & {})

/** A code for the second factor. */
export interface MfaCode {
  readonly method: MfaMethod
  /** The code as the user typed or pasted it; spaces, dashes and line ends are removed. A method without a code leaves it out. */
  readonly code?: string | undefined
  /** Asks the portal to skip the second factor on this device for a while. Default: false. */
  readonly trustDevice?: boolean | undefined
}

/** What `sendEmailCode` takes. */
export interface EmailCodeOptions extends CallOptions {
  /** The slug of the tenant that the user signs in to. Default: the one that `identify` listed. */
  readonly tenantSlug?: string | undefined
}

/** A second factor is next. */
export interface MfaStep {
  readonly step: 'mfa'
  /** The methods that this user can use. */
  readonly methods: readonly MfaMethod[]
  /** The user's id at the portal. */
  readonly userId: string
  /**
   * Sends the code. Rejects with `mfa_code_rejected` (the step stays), `mfa_expired`, `account_disabled`,
   * `account_locked`, `rate_limited`, `validation_failed` or a transport code.
   *
   * @see openapi.json#/paths/~1api~1v1~1auth~1mfa~1verify/post
   */
  readonly verify: (code: MfaCode, call?: CallOptions) => Promise<DoneStep>
  /**
   * Makes the portal send a code by e-mail. It needs the tenant's slug, which is known if `identify` listed the tenant;
   * pass it if not. While a call is under way, the same slug gets the same promise. Rejects with `tenant_required`,
   * `mfa_expired`, `account_disabled`, `account_locked`, `rate_limited`, `validation_failed` (the user has no code by
   * e-mail) or a transport code.
   */
  readonly sendEmailCode: (call?: EmailCodeOptions) => Promise<void>
}

/** Reads an answer that requires a second factor. */
export function readChallenge(
  context: LoginContext,
  { status, body: answer }: Answer,
  tenant: PortalTenant | undefined,
): MfaStep {
  const mfaToken = nonEmptyString(answer.mfa_token)
  const userId = idText(answer.user_id)
  if (mfaToken === undefined || userId === undefined) {
    const message =
      typeof process !== 'undefined' && process.env.NODE_ENV !== 'production'
        ? 'the response requires a second factor but has no mfa_token or no user_id'
        : ''
    throw unexpectedAnswer('authenticate', status, message)
  }
  const listed = Array.isArray(answer.available_methods) ? answer.available_methods : []
  const methods = listed.filter((method) => typeof method === 'string')
  return createMfaStep(context, { step: 'mfa', mfaToken, userId, methods, tenantSlug: tenant?.slug })
}

const knownMethods: readonly string[] = ['totp', 'email', 'backup_code'] satisfies MfaMethod[]

/** Whether this version can answer a challenge: it knows a method, or the portal listed none and the user may know one. */
export function isAnswerable({ methods }: MfaStep): boolean {
  return methods.length === 0 || methods.some((method) => knownMethods.includes(method))
}

/** Makes the MFA step. The MFA token stays inside it. */
export function createMfaStep(context: LoginContext, data: Extract<StepData, { step: 'mfa' }>): MfaStep {
  const { mfaToken, userId, methods } = data
  const send = singleSubmit('sendEmailCode', ({ tenantSlug }: Pick<EmailCodeOptions, 'tenantSlug'>, call) =>
    sendEmailCode(context, { tenantSlug, mfaToken, userId }, call),
  )
  const verify = singleSubmit('verify', async ({ method, code, trustDevice = false }: MfaCode, call) => {
    const body = {
      mfa_token: mfaToken,
      user_id: userId,
      method,
      code: readCode(method, code),
      trust_device: trustDevice,
    }
    return finishLogin(context, 'verify', await askForTokens(context, 'verify', { body }, call), call)
  })
  const step: MfaStep = Object.freeze({
    step: 'mfa',
    methods: Object.freeze(methods),
    userId,
    verify,
    sendEmailCode: ({ tenantSlug = data.tenantSlug, signal }: EmailCodeOptions = {}) =>
      send({ tenantSlug }, { signal }),
  })
  context.stepData.set(step, data)
  return step
}

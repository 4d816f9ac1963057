import { isJsonObject } from '../../base/json.ts'
import type { PortalAuthErrorCode, PortalAuthOperation } from '../../base/portal-auth-error.ts'
import { readValidationFields } from './validation-fields.ts'
import { isPage, readRefusalWords } from './words.ts'

/** A rule: the operations, and the statuses or the words, that it applies to. */
type Rule = readonly [
  operations: readonly PortalAuthOperation[] | undefined,
  sign: readonly number[] | RegExp,
  code: PortalAuthErrorCode,
]

const any = undefined
const password: readonly PortalAuthOperation[] = ['authenticate', 'login']
const naming: readonly PortalAuthOperation[] = ['identify', 'authenticate', 'login']
const mfa: readonly PortalAuthOperation[] = ['verify', 'sendEmailCode']

const locked = /\b(un)?lock(ed|out)\b|temporar\w+ (blocked|disabled|suspended)/
const unusable = /suspended|deactivated|\binactive|not active|disabled|(password|account) (has |is )?expired/
const barred =
  /(account|user|e ?mail)\b.*\b(blocked|banned|not (yet )?(been )?(verified|confirmed|activated|allowed)|unverified)/
const secondFactor = /\b(mfa|2fa|t?otp)\b|\b(two|multi|second|2) ?(factor|step)|step up|one time|verification code/
const noMethod =
  /\b(method|mfa|t?otp|e ?mail|codes?)\b.*\b(disabled|(not|un) ?(available|enabled|enrolled|supported|allowed|configured|set up))/
const foreignTenant =
  /(invalid|unknown|wrong|no such) tenant|tenant (id )?(is |was )?(invalid|unknown)|not (belong|a member)|no access/
const noTenant =
  /(requir\w*:?( a| the)?|(select|choos|specif|pick|multiple|several|missing|more than one).*) tenant|tenant.*(requir|select|choos|specif|missing)/
const wrongPassword =
  /(invalid|incorrect|wrong|bad)\b[^.,;]*(credential|password)|(credential|password)[^.,;]*(invalid|incorrect|wrong|match|fail)/
const wrongCode = /\b(invalid|incorrect|wrong|bad) (\w+ ){0,3}(codes?|pin)\b|\bt?otp\b|authenticator|passcode/
const noUser =
  /\b(user|account|identity|e ?mail|tenant)( \w+)? (not (found|exist|known|registered)|unknown)|\b(no|unknown) (such )?(user|account)/

// The contract declares only 200 and 422, so portals send different error responses. No other place reads messages.
const byStatus: readonly Rule[] = [
  [any, [423], 'account_locked'],
  [any, [408, 425], 'server'],
  [any, [405, 406, 415], 'unexpected_response'],
  [['authenticate'], [410], 'flow_expired'],
  [mfa, [410], 'mfa_expired'],
]
const tooMany: readonly Rule[] = [
  [any, locked, 'account_locked'],
  [any, /rate|throttl|requests/, 'rate_limited'],
  [password, /attempt|fail|password/, 'account_locked'],
]
const byWords: readonly Rule[] = [
  [any, /csrf/, 'unexpected_response'],
  [any, locked, 'account_locked'],
  [password, /(too many|maximum)\b.*(attempt|fail|password|login)/, 'account_locked'],
  [['verify'], /too many (?!requests)|(\bno|\b0) (more )?attempts|exceeded|maximum/, 'mfa_expired'],
  [mfa, noMethod, 'validation_failed'],
  [any, unusable, 'account_disabled'],
  [any, barred, 'account_disabled'],
  [password, secondFactor, 'mfa_required'],
  [['login'], /\bflow\b|identify/, 'mfa_required'],
  [password, foreignTenant, 'invalid_credentials'],
  [password, noTenant, 'tenant_required'],
  [['authenticate'], /\bflow\b/, 'flow_expired'],
  [naming, wrongPassword, 'invalid_credentials'],
  [naming, noUser, 'invalid_credentials'],
  [['authenticate'], /token|session|step|expired|already/, 'flow_expired'],
  [password, /credential|password|tenant/, 'invalid_credentials'],
  [['verify'], wrongCode, 'mfa_code_rejected'],
  [any, /rate.?limit|too many|throttl|slow down|please wait|again in \d/, 'rate_limited'],
  [['sendEmailCode'], /tenant/, 'tenant_required'],
  [mfa, /token|challenge|session|\bflow\b/, 'mfa_expired'],
  [['verify'], /\bcode\b|\bpin\b/, 'mfa_code_rejected'],
  [mfa, noUser, 'mfa_expired'],
  [mfa, /method/, 'validation_failed'],
  [mfa, /expired|already/, 'mfa_expired'],
  [['identify'], /e ?mail/, 'validation_failed'],
  [any, /^(request )?validation (error|failed)/, 'validation_failed'],
]
const otherwise: readonly Rule[] = [
  [any, [422], 'validation_failed'],
  [password, [400, 401], 'invalid_credentials'],
  [password, [403], 'account_disabled'],
  [password, [409], 'tenant_required'],
  [['verify'], [400, 401, 403], 'mfa_code_rejected'],
  [['sendEmailCode'], [400, 401, 403], 'mfa_expired'],
]

/**
 * Names the code of an error response: by operation and status, then by a machine code in the body, then by the words of
 * its message. A body that is not a JSON object never ends the session, and never disables an account unless it says so.
 */
export function classifyRefusal(operation: PortalAuthOperation, status: number, body: unknown): PortalAuthErrorCode {
  if (status >= 500) return 'server'
  const fromPortal = isJsonObject(body)
  if (operation === 'refresh' && [400, 401, 403].includes(status)) {
    return fromPortal ? 'session_expired' : 'unexpected_response'
  }
  if ((status === 400 || status === 422) && readValidationFields(body)) return 'validation_failed'

  const find = (rules: readonly Rule[], said = ''): PortalAuthErrorCode | undefined =>
    rules.find(
      ([operations, sign]) =>
        (operations?.includes(operation) ?? true) && (sign instanceof RegExp ? sign.test(said) : sign.includes(status)),
    )?.[2]

  const { machineCode, message } = readRefusalWords(body)
  const worded = status === 429 ? tooMany : byWords
  const said = find(byStatus) ?? find(worded, machineCode) ?? find(worded, message)
  if (said !== undefined) return said
  if (status === 429) return 'rate_limited'
  if (isPage(body) || (status === 403 && !fromPortal)) return 'unexpected_response'
  return find(otherwise) ?? 'unexpected_response'
}

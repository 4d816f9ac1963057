import { isJsonObject } from '../../base/json.ts'
import type { PortalAuthErrorCode, PortalAuthOperation } from '../../base/portal-auth-error.ts'
import { readValidationFields } from './validation-fields.ts'
import { gateway, isPage, readRefusalWords, unusable } from './words.ts'

/** A rule: the operations it applies to, what it finds in a status with a text (`401 invalid credentials`), and the code. */
export type Rule = readonly [
  operations: readonly PortalAuthOperation[] | undefined,
  sign: RegExp,
  code: PortalAuthErrorCode,
]

export const any = undefined
export const password: readonly PortalAuthOperation[] = ['authenticate', 'login']
export const naming: readonly PortalAuthOperation[] = ['identify', 'authenticate', 'login']
export const mfa: readonly PortalAuthOperation[] = ['verify', 'sendEmailCode']

// The contract declares only 200 and 422, so portals send different error responses. Messages are read in this folder only.
const grave: readonly Rule[] = [
  [any, /^(5|408|425)/, 'server'],
  [any, /^423|\b(un)?lock(ed|out)|temporar\w+ (bl|dis|sus)/, 'account_locked'],
  [password, /too many (?!requests)/, 'account_locked'],
  [['verify'], /too many (?!requests)|\b(no|0) (more )?attempts|exceeded|maximum/, 'mfa_expired'],
  [any, /rate ?limit|too many/, 'rate_limited'],
  [any, gateway, 'unexpected_response'],
  [mfa, /(method|mfa|otp|mail|code).*disabled|not (available|enabled|supported)|unsupported/, 'validation_failed'],
  [any, unusable, 'account_disabled'],
]
const usual: readonly Rule[] = [
  [password, /\b(mfa|otp)|2fa|factor|two step/, 'mfa_required'],
  [password, /tenant.*(required|must)|(select|choose|specify|multiple|several) (a )?tenant/, 'tenant_required'],
  [naming, /credential|password|belong|a member|(user|account|identity|tenant) not/, 'invalid_credentials'],
  [['authenticate'], /^410|flow|token|session|expired|already/, 'flow_expired'],
  [['sendEmailCode'], /tenant/, 'tenant_required'],
  [
    mfa,
    /^410|^(?!.*(otp|or code)).*(token|challenge|session|flow)|^(?!.*(otp|code)).*(expired|already)/,
    'mfa_expired',
  ],
  [any, /validation (error|failed)/, 'validation_failed'],
]
/** What a status means if no text decides. */
const byStatus: readonly Rule[] = [
  [['verify'], /40[013]|422/, 'mfa_code_rejected'],
  [any, /422/, 'validation_failed'],
  [password, /40[01]/, 'invalid_credentials'],
  [password, /403/, 'account_disabled'],
  [password, /409/, 'tenant_required'],
  [['sendEmailCode'], /40[013]/, 'mfa_expired'],
]

/**
 * Names the code of an error response: by operation and status, then by a machine code in the body, then by the words of
 * its message. `rare` has more rules. A body that is not a JSON object never ends the session, and never disables an account
 * unless it says so; nor does a 403 without a `detail`, as gateways send it.
 */
export function classifyRefusal(
  operation: PortalAuthOperation,
  status: number,
  body: unknown,
  rare: readonly Rule[] = [],
): PortalAuthErrorCode {
  if (operation === 'refresh' && [400, 401, 403].includes(status)) {
    return isJsonObject(body) ? 'session_expired' : 'unexpected_response'
  }
  if ((status === 400 || status === 422) && readValidationFields(body)) return 'validation_failed'

  const find = (rules: readonly Rule[], text = ''): PortalAuthErrorCode | undefined =>
    rules.find(([operations, sign]) => (operations?.includes(operation) ?? true) && sign.test(`${status} ${text}`))?.[2]

  const texts = [...readRefusalWords(body), '']
  const code = texts.map((text) => find([...grave, ...rare, ...usual], text)).find((named) => named !== undefined)
  if (status === 429) return code === 'account_locked' ? code : 'rate_limited'
  if (code !== undefined) return code
  if (isPage(body) || (status === 403 && !(isJsonObject(body) && 'detail' in body))) return 'unexpected_response'
  return find(byStatus) ?? 'unexpected_response'
}

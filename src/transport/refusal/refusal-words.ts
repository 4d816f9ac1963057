import type { PortalAuthErrorCode, PortalAuthOperation } from '../../base/portal-auth-error.ts'
import { any, classifyRefusal, mfa, naming, password, type Rule } from './classify.ts'

const noUser =
  /\b(user|account|identity|e ?mail)( \w+)? (not (found|exist|known|registered)|unknown)|\b(no|unknown) (such )?(user|account)/

const rare: readonly Rule[] = [
  [
    password,
    /^429(?!.*(rate|throttl|requests)).*(attempt|fail|password)|maximum.*(attempt|fail|login)/,
    'account_locked',
  ],
  [any, /^(?!.*(invalid|incorrect|wrong)).*(throttl|slow ?down|please wait|again in)/, 'rate_limited'],
  [
    any,
    /(password|account) (has |is )?expired|(account|user|mail).*(unverified|not (yet )?(been )?(verified|confirmed|activated|allowed))/,
    'account_disabled',
  ],
  [any, /^\d+ (you .*)?(suspended|deactivated|disabled|inactive)/, 'account_disabled'],
  [password, /\botp|(two|multi|second|2) step|step up|one time|verification code|interaction/, 'mfa_required'],
  [['login'], /\bflow\b|identify/, 'mfa_required'],
  [
    password,
    /(invalid|unknown|wrong|no such) tenant|tenant (id )?(is |was )?(invalid|unknown)|not (belong|a member)|no access|tenant (mismatch|access|not)/,
    'invalid_credentials',
  ],
  [
    password,
    /(requir\w*:?( a| the)?|(select|choos|specif|pick|multiple|several|missing|more than one).*) tenant|tenant.*(requir|select|choos|specif|missing)/,
    'tenant_required',
  ],
  [['authenticate'], /session (has )?(expired|timed out)|^(?!.*(password|credential)).*\bstep\b/, 'flow_expired'],
  [naming, noUser, 'invalid_credentials'],
  [mfa, noUser, 'mfa_expired'],
  [
    mfa,
    /\b(method|mfa|t?otp|e ?mail|codes?)\b.*\b(disabled|(not|un) ?(available|enabled|enrolled|supported|allowed|configured|set up))|^(?!.*(code|token)).*method/,
    'validation_failed',
  ],
  [['identify'], /e ?mail/, 'validation_failed'],
]

/**
 * Names the code of an error response as the client itself does, and knows rarer wordings too, for a portal that words its
 * error responses freely: `createPortalAuth({ classifyError: refusalWords })`. It decides each response, so a rule of your own
 * comes before it: `(...response) => mine(...response) ?? refusalWords(...response)`.
 */
export function refusalWords(operation: PortalAuthOperation, status: number, body: unknown): PortalAuthErrorCode {
  return classifyRefusal(operation, status, body, rare)
}

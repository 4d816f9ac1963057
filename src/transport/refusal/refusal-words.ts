import type { PortalAuthErrorCode, PortalAuthOperation } from '../../base/portal-auth-error.ts'
import { any, classifyRefusal, mfa, naming, password, type Rule } from './classify.ts'

const noUser =
  /\b(user|account|identity|e ?mail) (does )?(not (found|exist|known|registered)|unknown)|\b(no|unknown) (such )?(user|account)/

const rare: readonly Rule[] = [
  [
    password,
    /^429(?!.*(rate|throttl|requests)).*(attempt|fail|password)|maximum.*(attempt|fail|login)/,
    'account_locked',
  ],
  [any, /^(?!.*(invalid|incorrect|wrong)).*(throttl|slow ?down|please wait|again in)/, 'rate_limited'],
  [
    any,
    /(password|account) (has |is )?expired|(account|user|mail).*(unverified|not (yet )?(been|allowed))/,
    'account_disabled',
  ],
  [any, /^\d+ (you .*)?(suspended|deactivated|disabled|inactive)/, 'account_disabled'],
  [password, /(multi|second|2) step|step up|one time|verification code/, 'mfa_required'],
  [['login'], /\bflow\b|identify/, 'mfa_required'],
  [
    password,
    /(invalid|unknown|wrong|no such) tenant|tenant (id )?(is )?(invalid|unknown|mismatch)|not (belong|a member)|no access/,
    'invalid_credentials',
  ],
  [
    password,
    /(requires?( a)?|(select|choos|specif|pick|multiple|several|missing|more than one).*) tenant|tenant.*(requir|select|choos|specif)/,
    'tenant_required',
  ],
  [['authenticate'], /session (has )?(expired|timed out)|^(?!.*(password|credential)).*\bstep\b/, 'flow_expired'],
  [naming, noUser, 'invalid_credentials'],
  [mfa, noUser, 'mfa_expired'],
  [
    mfa,
    /(mfa|otp|mail|codes?)\b.*\b(unavailable|not (enrolled|allowed|configured|set up))|^(?!.*(code|token)).*method/,
    'validation_failed',
  ],
  [
    ['verify'],
    /(invalid|incorrect|wrong|bad) [a-z ]{0,25}(codes?|pin)\b|\bt?otp\b|authenticator|passcode|^(?!.*(token|challenge|session)).*\b(code|pin)\b/,
    'mfa_code_rejected',
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

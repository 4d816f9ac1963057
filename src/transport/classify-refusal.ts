import { isJsonObject } from '../base/json.ts'
import type { PortalAuthErrorCode, PortalAuthOperation } from '../base/portal-auth-error.ts'
import { isPage, readRefusalWords } from './refusal-words.ts'
import { readValidationFields } from './validation-fields.ts'

/** A rule holds for the named operations and statuses (all where none are named) and, if it has words, where they occur. */
interface Rule {
  readonly operations?: readonly PortalAuthOperation[]
  readonly statuses?: readonly number[]
  readonly words?: RegExp
  readonly code: PortalAuthErrorCode
}

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

// The contract declares only 200 and 422, so a portal may refuse in many ways. This is the only place that reads words.
const table: Readonly<Record<'byStatus' | 'tooMany' | 'byWords' | 'otherwise', readonly Rule[]>> = {
  byStatus: [
    { statuses: [423], code: 'account_locked' },
    { statuses: [408, 425], code: 'server' },
    { statuses: [405, 406, 415], code: 'unexpected_response' },
    { operations: ['authenticate'], statuses: [410], code: 'flow_expired' },
    { operations: mfa, statuses: [410], code: 'mfa_expired' },
  ],
  tooMany: [
    { words: locked, code: 'account_locked' },
    { words: /rate|throttl|requests/, code: 'rate_limited' },
    { operations: password, words: /attempt|fail|password/, code: 'account_locked' },
  ],
  byWords: [
    { words: /csrf/, code: 'unexpected_response' },
    { words: locked, code: 'account_locked' },
    { operations: password, words: /too many\b.*(attempt|fail|password|login)/, code: 'account_locked' },
    {
      operations: ['verify'],
      words: /too many (?!requests)|(\bno|\b0) (more )?attempts|exceeded/,
      code: 'mfa_expired',
    },
    { operations: mfa, words: noMethod, code: 'validation_failed' },
    { words: unusable, code: 'account_disabled' },
    { words: barred, code: 'account_disabled' },
    { operations: password, words: secondFactor, code: 'mfa_required' },
    { operations: ['login'], words: /\bflow\b|identify/, code: 'mfa_required' },
    { operations: password, words: foreignTenant, code: 'invalid_credentials' },
    { operations: password, words: noTenant, code: 'tenant_required' },
    { operations: ['authenticate'], words: /\bflow\b/, code: 'flow_expired' },
    { operations: naming, words: wrongPassword, code: 'invalid_credentials' },
    { operations: naming, words: noUser, code: 'invalid_credentials' },
    { operations: ['authenticate'], words: /token|session|step|expired|already/, code: 'flow_expired' },
    { operations: password, words: /credential|password|tenant/, code: 'invalid_credentials' },
    { operations: ['verify'], words: wrongCode, code: 'mfa_code_rejected' },
    { words: /rate.?limit|too many|throttl|slow down|please wait|again in \d/, code: 'rate_limited' },
    { operations: ['sendEmailCode'], words: /tenant/, code: 'tenant_required' },
    { operations: mfa, words: /token|challenge|session|\bflow\b/, code: 'mfa_expired' },
    { operations: ['verify'], words: /\bcode\b|\bpin\b/, code: 'mfa_code_rejected' },
    { operations: mfa, words: noUser, code: 'mfa_expired' },
    { operations: mfa, words: /method/, code: 'validation_failed' },
    { operations: mfa, words: /expired|already/, code: 'mfa_expired' },
    { operations: ['identify'], words: /e ?mail/, code: 'validation_failed' },
    { words: /^(request )?validation (error|failed)/, code: 'validation_failed' },
  ],
  otherwise: [
    { statuses: [422], code: 'validation_failed' },
    { operations: password, statuses: [400, 401], code: 'invalid_credentials' },
    { operations: password, statuses: [403], code: 'account_disabled' },
    { operations: password, statuses: [409], code: 'tenant_required' },
    { operations: ['verify'], statuses: [400, 401, 403], code: 'mfa_code_rejected' },
    { operations: ['sendEmailCode'], statuses: [400, 401, 403], code: 'mfa_expired' },
  ],
}

/**
 * The code of a refusal. Decided by operation and status, then by a machine code in the body, then by the words of its
 * message. Without a JSON object nothing ends the session and no account is called disabled unless it says so.
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
      (rule) =>
        (rule.operations?.includes(operation) ?? true) &&
        (rule.statuses?.includes(status) ?? true) &&
        (rule.words?.test(said) ?? true),
    )?.code

  const { machineCode, message } = readRefusalWords(body)
  const worded = status === 429 ? table.tooMany : table.byWords
  const said = find(table.byStatus) ?? find(worded, machineCode) ?? find(worded, message)
  if (said !== undefined) return said
  if (status === 429) return 'rate_limited'
  if (isPage(body) || (status === 403 && !fromPortal)) return 'unexpected_response'
  return find(table.otherwise) ?? 'unexpected_response'
}

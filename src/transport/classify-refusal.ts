import { isJsonObject, nonEmptyString } from '../base/json.ts'
import type { PortalAuthErrorCode, PortalAuthOperation } from '../base/portal-auth-error.ts'

/** A rule holds for the named operations and statuses (all where none are named) and, if it has words, where they occur. */
interface Rule {
  readonly operations?: readonly PortalAuthOperation[]
  readonly statuses?: readonly number[]
  readonly words?: RegExp
  readonly code: PortalAuthErrorCode
}

const password: readonly PortalAuthOperation[] = ['authenticate', 'login']
const mfa: readonly PortalAuthOperation[] = ['verify', 'sendEmailCode']

// The contract declares only 200 and 422, so a portal may refuse in many ways. This is the only place that reads words.
const table: Readonly<Record<'byStatus' | 'byWords' | 'otherwise', readonly Rule[]>> = {
  byStatus: [
    { operations: ['refresh'], statuses: [400, 401, 403], code: 'session_expired' },
    { statuses: [423], code: 'account_locked' },
    { statuses: [408, 425], code: 'server' },
    { operations: ['authenticate'], statuses: [410], code: 'flow_expired' },
    { operations: mfa, statuses: [410], code: 'mfa_expired' },
    { operations: password, statuses: [409], code: 'tenant_required' },
  ],
  byWords: [
    { words: /\block(ed|out)?\b/, code: 'account_locked' },
    { operations: password, statuses: [429], words: /attempt/, code: 'account_locked' },
    { statuses: [429], words: /./, code: 'rate_limited' },
    { words: /suspended|disabled|deactivated|inactive|not active|blocked/, code: 'account_disabled' },
    { operations: ['login'], words: /mfa|2fa|(two|multi|second).?factor/, code: 'mfa_required' },
    { operations: password, words: /(requir|select|choos|specif|multiple|several).*tenant/, code: 'tenant_required' },
    { operations: password, words: /tenant.*(requir|select|choos|specif|missing)/, code: 'tenant_required' },
    { operations: ['authenticate'], words: /flow|token|session|step/, code: 'flow_expired' },
    { operations: password, words: /credential|password|tenant/, code: 'invalid_credentials' },
    { operations: ['authenticate'], words: /expired/, code: 'flow_expired' },
    { operations: mfa, words: /method/, code: 'validation_failed' },
    { operations: mfa, words: /token|challenge|session|flow|attempts/, code: 'mfa_expired' },
    { operations: ['verify'], words: /code|otp/, code: 'mfa_code_rejected' },
    { operations: mfa, words: /expired/, code: 'mfa_expired' },
    { words: /rate.?limit|too many|throttl/, code: 'rate_limited' },
  ],
  otherwise: [
    { statuses: [422], code: 'validation_failed' },
    { statuses: [429], code: 'rate_limited' },
    { operations: password, statuses: [400, 401], code: 'invalid_credentials' },
    { operations: password, statuses: [403], code: 'account_disabled' },
    { operations: ['verify'], statuses: [400, 401, 403], code: 'mfa_code_rejected' },
    { operations: ['sendEmailCode'], statuses: [400, 401, 403], code: 'mfa_expired' },
  ],
}

/**
 * The code of a refusal. Decided by operation and status, then by a machine code in the body, then by the words of its
 * message. A body that is no JSON object has neither: the session is never ended by one, nor is an account called disabled.
 */
export function classifyRefusal(operation: PortalAuthOperation, status: number, body: unknown): PortalAuthErrorCode {
  if (status >= 500) return 'server'
  if (!isJsonObject(body) && (operation === 'refresh' || status === 403)) return 'unexpected_response'
  if (status === 422 && isJsonObject(body) && Array.isArray(body.detail)) return 'validation_failed'

  const find = (rules: readonly Rule[], said: string): PortalAuthErrorCode | undefined =>
    rules.find(
      (rule) =>
        (rule.operations?.includes(operation) ?? true) &&
        (rule.statuses?.includes(status) ?? true) &&
        (rule.words?.test(said) ?? true),
    )?.code

  const { machineCode, message } = readRefusal(body)
  return (
    find(table.byStatus, '') ??
    find(table.byWords, machineCode) ??
    find(table.byWords, message) ??
    find(table.otherwise, '') ??
    'unexpected_response'
  )
}

/** A refusal's machine code and its words, lower-case and with spaces, from any of the shapes a portal may use. */
function readRefusal(body: unknown): { readonly machineCode: string; readonly message: string } {
  const outer = isJsonObject(body) ? body : {}
  const detail = isJsonObject(outer.detail) ? outer.detail : {}
  const error = isJsonObject(outer.error) ? outer.error : {}
  const first = (...candidates: readonly unknown[]): string =>
    (candidates.map(nonEmptyString).find((candidate) => candidate !== undefined) ?? '')
      .toLowerCase()
      .replaceAll(/[_-]/g, ' ')
  return {
    machineCode: first(detail.code, detail.error, error.code, outer.code, outer.error),
    message: first(
      outer.detail,
      detail.message,
      outer.error_description,
      error.message,
      outer.message,
      plainText(body),
    ),
  }
}

/** A body of plain words; a page of HTML says nothing about the login. */
function plainText(body: unknown): string | undefined {
  return typeof body === 'string' && !body.trimStart().startsWith('<') ? body : undefined
}

import { isJsonObject } from '../../base/json.ts'

/** Where an error response may hold a text: machine codes first, then messages. */
const fields = [
  ...['code', 'error_code', 'error', 'status', 'type'],
  ...['error_description', 'message', 'msg', 'detail', 'title'],
] as const

/** How many characters of a text are read. */
const maxLength = 500

/** A clause about the future as a whole: "your account is locked after 3 more failed attempts". */
const countdown = /([1-9]\d{0,2}|one|two|three) more (?!second|minute|hour|day)/

/** What has not happened, up to the end of its clause: "before your account is locked". */
const warning =
  /\b(left|remaining|before|unless|further|or (else|your)|to (avoid|prevent)|gets? \w+ed|(will|may|might|could) be\b(?! unl)).*/

/**
 * Reads the texts of an error response in any shape that a portal may use: `detail` as a string, an object or a list, RFC
 * 6749, RFC 9457, `error` or `errors` as objects, or text. They are in lower case, with spaces for `_`, `-` and camel case,
 * and without warnings. A page of HTML has no text.
 *
 * @see RFC 6749, section 5.2
 * @see RFC 9457, section 3.1
 */
export function readRefusalWords(body: unknown): readonly string[] {
  const { detail, error, errors = error } = isJsonObject(body) ? body : {}
  const parts = [first(detail), first(errors), body]
  const texts = fields.flatMap((field) => parts.map((part) => isJsonObject(part) && part[field]))
  return [...texts, ...parts].flatMap((text) => (typeof text === 'string' && !isPage(text) ? [normalise(text)] : []))
}

/** Whether a body is a page of HTML or XML: something in front of the portal answered. */
export function isPage(body: unknown): boolean {
  return typeof body === 'string' && /^\s*</.test(body)
}

function normalise(text: string): string {
  return text
    .slice(0, maxLength)
    .replace(/^https?:.*[/#]/, '')
    .replace(/([a-z])([A-Z])|[\s_-]+/g, '$1 $2')
    .toLowerCase()
    .split(/[.;,!]/)
    .map((clause) => (countdown.test(clause) ? '' : clause.replace(warning, '')))
    .join('.')
}

/** The first item of a list; any other value as it is. */
function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value
}

/** A gateway, a firewall or a proxy in front of the portal refused the request. */
export const gateway: RegExp =
  /^4(05|06|15)|[cx]srf|forgery|authenticity|missing auth|(access|security|incoming) token|(api|subscription) key|signature|\bip\b|firewall|captcha|\bbot\b|user agent/

/** The account or the tenant cannot be used. */
export const unusable: RegExp =
  /^(?=.*(user|account|tenant|mail)).*(suspended|disabled|blocked|banned|(in|de|not )activ|not (yet )?(verified|confirmed))/

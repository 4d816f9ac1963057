import { isJsonObject, nonEmptyString } from '../base/json.ts'

/** What a refusal says, in lower case and with spaces for `_`, `-` and camel case; empty where it says nothing. */
export interface RefusalWords {
  readonly machineCode: string
  /** The message, without what it warns of or counts: "2 attempts left", "before your account is locked". */
  readonly message: string
}

/**
 * Reads a refusal's machine code and message from any of the shapes a portal may use: `detail` as a string, an object or
 * a list, RFC 6749, RFC 9457, `error` or `errors` as objects, text. A page of HTML says nothing about the login.
 *
 * @see RFC 6749, section 5.2
 * @see RFC 9457, section 3.1
 */
export function readRefusalWords(body: unknown): RefusalWords {
  const outer = isJsonObject(body) ? body : {}
  const [detail, error] = [firstObject(outer.detail), firstObject(outer.error ?? outer.errors)]
  const codes = [detail.code, detail.error_code, detail.error, detail.status, error.code, error.type]
  const messages = [outer.detail, detail.message, detail.msg, detail.detail, detail.error_description]
  const inError = [outer.error_description, error.message, error.detail]
  const problem = nonEmptyString(outer.type)?.replace(/^.*[/:#]/, '')
  const text = typeof body === 'string' && !isPage(body) ? body : undefined
  return {
    machineCode: normalise([...codes, outer.code, outer.error_code, outer.error, problem]),
    message: withoutWarnings([...messages, ...inError, outer.message, outer.msg, outer.title, text]),
  }
}

/** Whether a body is a page of HTML or XML: what stands before the portal has answered. */
export function isPage(body: unknown): boolean {
  return typeof body === 'string' && body.trimStart().startsWith('<')
}

/** More of it says nothing that its beginning does not. */
const longestWords = 500

/** Up to the end of its clause, what a message says of later: it must not be taken for what has happened. */
const warnings: readonly RegExp[] = [
  /(?:[1-9]\d*|one|two|three|four|a few) (?:more |other )?(?:\w+ )?(?:attempts?|tries|try|failures?)\b[^.;,!]*/g,
  /\b(?:attempts?|tries) (?:left|remaining): ?[1-9][^.;,!]*/g,
  /\b(?:before|unless|or else|to avoid|to prevent|leads? to|results? in)\b[^.;,!]*/g,
  /\b(?:will|may|might) (?:be|get|become)\b(?! unlocked)[^.;,!]*/g,
]

function firstObject(value: unknown): { readonly [field: string]: unknown } {
  const candidate: unknown = Array.isArray(value) ? value[0] : value
  if (isJsonObject(candidate)) return candidate
  return Array.isArray(value) ? { message: candidate } : {}
}

function withoutWarnings(candidates: readonly unknown[]): string {
  return warnings.reduce((said, warning) => said.replace(warning, ''), normalise(candidates))
}

function normalise(candidates: readonly unknown[]): string {
  const said = candidates.map(nonEmptyString).find((candidate) => candidate !== undefined) ?? ''
  return said
    .slice(0, longestWords)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replaceAll(/[_-]/g, ' ')
}

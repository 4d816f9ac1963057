import { isJsonObject, type JsonObject, nonEmptyString } from '../../base/json.ts'

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
  const outer: JsonObject = isJsonObject(body) ? body : {}
  const parts = [firstObject(outer.detail), firstObject(outer.error ?? outer.errors), outer]
  const codes = parts.flatMap(({ code, error_code, error, status, type }) => [
    code,
    error_code,
    error,
    status,
    // The end of a URL, where the type is one.
    nonEmptyString(type)?.replace(/^.*[/:#]/, ''),
  ])
  const messages = parts.flatMap(({ message, msg, detail, error_description, title }) => [
    error_description,
    message,
    msg,
    detail,
    title,
  ])
  return {
    machineCode: normalise(codes),
    message: withoutWarnings([outer.detail, ...messages, isPage(body) ? undefined : body]),
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

function firstObject(value: unknown): JsonObject {
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

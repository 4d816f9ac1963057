import { isJsonObject, type JsonObject, nonEmptyString } from '../../base/json.ts'

/** The words of an error response, in lower case and with spaces for `_`, `-` and camel case; empty without any. */
export interface RefusalWords {
  readonly machineCode: string
  /** The message without warnings and counts such as "2 attempts left" or "before your account is locked". */
  readonly message: string
}

/**
 * Reads the machine code and the message of an error response in any shape that a portal may use: `detail` as a string,
 * an object or a list, RFC 6749, RFC 9457, `error` or `errors` as objects, or text. A page of HTML counts as no message.
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
    // The end of a URL, if the type is one.
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

/** Whether a body is a page of HTML or XML: something in front of the portal answered. */
export function isPage(body: unknown): boolean {
  return typeof body === 'string' && body.trimStart().startsWith('<')
}

/** How many characters of a message are read. */
const maxLength = 500

/** The parts of a message that speak of the future, up to the end of the clause: they have not happened. */
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
    .slice(0, maxLength)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replaceAll(/[_-]/g, ' ')
}

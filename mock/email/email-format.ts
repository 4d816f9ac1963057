import { asciiDomain, domainLabels } from './ascii-domain.ts'
import { labelProblem } from './idna-label.ts'

const localCharacter = /^[a-zA-Z0-9_!#$%&'*+\-/=?^`{|}~.\u0080-\u{10ffff}]$/u
const hostCharacter = /^[a-zA-Z0-9.\-\u0080-\u{10ffff}]$/u
/** Characters that any part may contain: a fast check before the slow ones. */
const plain = /^[a-zA-Z0-9.-]*$/
const specialUse = ['arpa', 'invalid', 'local', 'localhost', 'onion', 'test']

const quoted = (character: string): string =>
  character === ' ' ? 'SPACE' : character === "'" ? '"\'"' : character === '\\' ? '"\\"' : `'${character}'`

function invalidCharacters(text: string, allowed: RegExp): string | undefined {
  if (plain.test(text)) return undefined
  const invalid = [...new Set(text)].filter((character) => !allowed.test(character)).sort()
  return invalid.length === 0 ? undefined : invalid.map(quoted).join(', ')
}

const characters = (howMany: number): string => `${howMany} character${howMany === 1 ? '' : 's'} too many`

/** Reports spaces, controls, private and unassigned characters, and a combining mark at the start. */
function unsafeProblem(part: string): string | undefined {
  const unsafe = [...part].filter(
    (each, at) => !/[\p{L}\p{N}\p{P}\p{S}]/u.test(each) && (at === 0 || !/\p{M}/u.test(each)),
  )
  if (unsafe.length === 0) return undefined
  const codes = [...new Set(unsafe)]
    .sort()
    .map((each) => `U+${each.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`)
  return `The email address contains unsafe characters: ${codes.join(', ')}.`
}

function periodsProblem(part: string, what: string): string | undefined {
  if (part.startsWith('.')) return `${what} cannot start with a period.`
  if (part.endsWith('.')) return `${what} cannot end with a period.`
  if (part.includes('..')) return `${what} cannot have two periods in a row.`
  return undefined
}

function localProblem(local: string): string | undefined {
  if (local === '') return 'There must be something before the @-sign.'
  const length = [...local].length
  if (length > 64) return `The email address is too long before the @-sign (${characters(length - 64)}).`
  const invalid = invalidCharacters(local, localCharacter)
  if (invalid !== undefined) return `The email address contains invalid characters before the @-sign: ${invalid}.`
  return periodsProblem(local, 'An email address') ?? unsafeProblem(local.normalize('NFC'))
}

function domainProblem(domain: string): string | undefined {
  if (domain === '') return 'There must be something after the @-sign.'
  const invalid = invalidCharacters(domain, hostCharacter)
  if (invalid !== undefined) return `The part after the @-sign contains invalid characters: ${invalid}.`
  const labels = domainLabels(domain)
  const problem = unsafeProblem(domain) ?? periodsProblem(labels.join('.'), 'An email address')
  if (problem !== undefined) return problem
  const hyphens = labels.some((label) => label.startsWith('-') || label.endsWith('-'))
  if (hyphens) return 'An email address cannot have a hyphen next to a period or at either end of the domain.'
  if (labels.some((label) => /^(?!xn)..--/iu.test(label))) {
    return 'An email address cannot have two letters followed by two dashes immediately after the @-sign or after a period, except Punycode.'
  }
  const reason = labels.map(labelProblem).find((each) => each !== undefined)
  if (reason !== undefined) {
    return `The part after the @-sign is ${plain.test(domain) ? 'not valid IDNA' : 'invalid'} (${reason}).`
  }
  const ascii = asciiDomain(domain) ?? domain
  if (ascii.length > 253) return `The email address is too long after the @-sign (${characters(ascii.length - 253)}).`
  const longest = Math.max(...ascii.split('.').map((label) => label.length))
  if (longest > 63) {
    return `After the @-sign, periods cannot be separated by so many characters (${characters(longest - 63)}).`
  }
  if (!ascii.includes('.')) return 'The part after the @-sign is not valid. It should have a period.'
  if (!/[a-z]$/i.test(ascii)) {
    return 'The part after the @-sign is not valid. It is not within a valid top-level domain.'
  }
  if (specialUse.includes(ascii.split('.').at(-1) ?? '')) {
    return 'The part after the @-sign is a special-use or reserved name that cannot be used with email.'
  }
  return undefined
}

/** The limit of the whole address is in bytes. */
function lengthProblem(email: string): string | undefined {
  const tooMany = new TextEncoder().encode(email).length - 254
  return tooMany > 0 ? `The email address is too long (${characters(tooMany)}).` : undefined
}

/** A display name, of words or in quotes, before an address in angle brackets. */
const namedAddress = /^(?:(?:[\p{L}\p{N}_!#$%&'*+\-/=?^`{|}~]+\s+)*[\p{L}\p{N}_!#$%&'*+\-/=?^`{|}~]+|".+")?\s*<(.+)>$/su

/** Pydantic also reads the address in `Ada <ada@example.com>` and `"Ada \"L.\"" <ada@example.com>`. */
function withoutName(text: string): string {
  // The end is checked first, because a failure there would make the pattern retry from each `"<`.
  const inside = text.endsWith('>') ? namedAddress.exec(text)?.[1] : undefined
  return inside === undefined || inside.includes('\n') ? text : inside.trim()
}

/** Most addresses: letters, digits and single signs, at most 64 characters. Of the rules below only the one on the last label can reject one. */
const ordinary = /^(?=.{3,64}$)[a-z0-9]+(?:[.+_-][a-z0-9]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+([a-z]+)$/i

/** Pydantic rejects a longer text, in characters. */
const mostCharacters = 2048

/** The e-mail address in a text, without a display name and blanks; or the problem, in the words of Python's `email_validator`. */
export function readEmail(text: string): { readonly email: string } | { readonly problem: string } {
  // A fast path: the checks below are a third of the cost of identify.
  const lastLabel = ordinary.exec(text)?.[1]?.toLowerCase()
  if (lastLabel !== undefined && !specialUse.includes(lastLabel)) return { email: text }
  if (text.length > mostCharacters && [...text].length > mostCharacters) {
    return { problem: `Length must not exceed ${mostCharacters} characters` }
  }
  // Trimmed first: blanks that two parts of the pattern can match take quadratic time.
  const trimmed = text.trim()
  const email = withoutName(trimmed)
  const at = email.indexOf('@')
  if (at === -1) return { problem: 'An email address must have an @-sign.' }
  const problem = localProblem(email.slice(0, at)) ?? domainProblem(email.slice(at + 1)) ?? lengthProblem(email)
  return problem === undefined ? { email } : { problem }
}

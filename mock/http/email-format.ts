const localCharacter = /^[a-zA-Z0-9_!#$%&'*+\-/=?^`{|}~.\u0080-\u{10ffff}]$/u
const hostCharacter = /^[a-zA-Z0-9.\-\u0080-\u{10ffff}]$/u
/** What any part may hold, and mostly does: one look at all of it. */
const plain = /^[a-zA-Z0-9.-]*$/
const specialUse = ['arpa', 'invalid', 'local', 'localhost', 'onion', 'test']

const quoted = (character: string): string =>
  character === ' ' ? 'SPACE' : character === "'" ? '"\'"' : character === '\\' ? '"\\"' : `'${character}'`

function foreignCharacters(text: string, allowed: RegExp): string | undefined {
  if (plain.test(text)) return undefined
  const foreign = [...new Set(text)].filter((character) => !allowed.test(character)).sort()
  return foreign.length === 0 ? undefined : foreign.map(quoted).join(', ')
}

const characters = (howMany: number): string => `${howMany} character${howMany === 1 ? '' : 's'} too many`

/** A host that stays as it is: lower-case ASCII whose last label is letters, so that no IPv4 address can be read in it. */
const plainHost = /^(?!.*xn--)(?:[a-z0-9-]+\.)*[a-z]+$/

/** The domain as it is counted and sent: in its ASCII form. `undefined` when it has none. */
function asciiDomain(domain: string): string | undefined {
  if (plainHost.test(domain)) return domain
  try {
    return new URL(`http://${domain}`).hostname
  } catch {
    return undefined
  }
}

function periodsProblem(part: string, what: string): string | undefined {
  if (part.startsWith('.')) return `${what} cannot start with a period.`
  if (part.endsWith('.')) return `${what} cannot end with a period.`
  if (part.includes('..')) return `${what} cannot have two periods in a row.`
  return undefined
}

function localProblem(local: string): string | undefined {
  if (local === '') return 'There must be something before the @-sign.'
  if (local.length > 64) return `The email address is too long before the @-sign (${characters(local.length - 64)}).`
  const foreign = foreignCharacters(local, localCharacter)
  if (foreign !== undefined) return `The email address contains invalid characters before the @-sign: ${foreign}.`
  return periodsProblem(local, 'An email address')
}

function domainProblem(domain: string): string | undefined {
  if (domain === '') return 'There must be something after the @-sign.'
  const foreign = foreignCharacters(domain, hostCharacter)
  if (foreign !== undefined) return `The part after the @-sign contains invalid characters: ${foreign}.`
  const periods = periodsProblem(domain, 'An email address')
  if (periods !== undefined) return periods
  const hyphens = domain.split('.').some((label) => label.startsWith('-') || label.endsWith('-'))
  if (hyphens) return 'An email address cannot have a hyphen next to a period or at either end of the domain.'
  const ascii = asciiDomain(domain) ?? domain
  if (ascii.length > 253) return `The email address is too long after the @-sign (${characters(ascii.length - 253)}).`
  const longest = Math.max(...ascii.split('.').map((label) => label.length))
  if (longest > 63) {
    return `After the @-sign, periods cannot be separated by so many characters (${characters(longest - 63)}).`
  }
  if (!ascii.includes('.')) return 'The part after the @-sign is not valid. It should have a period.'
  if (specialUse.includes(ascii.split('.').at(-1) ?? '')) {
    return 'The part after the @-sign is a special-use or reserved name that cannot be used with email.'
  }
  return undefined
}

/** Pydantic also takes `Ada <ada@example.com>` and `"Ada L." <ada@example.com>` for the address inside. */
const namedAddress = /^\s*(?:(?:[\w!#$%&'*+\-/=?^`{|}~]+\s+)*[\w!#$%&'*+\-/=?^`{|}~]+|"[^"]+")?\s*<(.+)>\s*$/

/** An e-mail address as it was meant, without a name and blanks around it; or why it is none, worded as Python's `email_validator` words it. */
export function readEmail(text: string): { readonly email: string } | { readonly problem: string } {
  const email = (namedAddress.exec(text)?.[1] ?? text).trim()
  const at = email.indexOf('@')
  if (at === -1) return { problem: 'An email address must have an @-sign.' }
  const problem = localProblem(email.slice(0, at)) ?? domainProblem(email.slice(at + 1))
  return problem === undefined ? { email } : { problem }
}

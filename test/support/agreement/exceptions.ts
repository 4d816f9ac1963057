import type { Verdicts } from './readings.ts'

/** A case in which FastAPI and the schemas disagree: its name and the field that causes it. */
export interface Exception {
  readonly name: string
  readonly field: 'email' | 'trust_device'
}

const fieldOf = (body: unknown, name: string): unknown => Object(body)[name]

const looserEmails: readonly (readonly [string, RegExp])[] = [
  ['FastAPI takes an address with a name or blanks around it', /^\s|\s$|<.+>\s*$/],
  ['FastAPI takes an address beyond ASCII', /[^ -~]/],
  ['FastAPI takes a last label of one letter, or of Punycode', /(@|\.)([a-z]|xn--[a-z0-9-]+)$/i],
  ['FastAPI takes !#$%&*/=?^`{|}~ before the @, and a quote right before it', /[!#$%&*/=?^`{|}~'].*@/],
]
const stricterEmails: readonly (readonly [string, RegExp])[] = [
  ['FastAPI refuses a reserved domain', /\.(arpa|invalid|local|localhost|onion|test)$/i],
  ['FastAPI refuses more than 64 characters before the @', /^[^@]{65}/],
  ['FastAPI refuses more than 253 characters after the @', /@.{254}/],
  ['FastAPI refuses more than 63 characters between two periods', /[@.][^@.]{64}/],
  ['FastAPI refuses a hyphen before a period', /@.*-\./],
]

/** The name of a disagreement, or `undefined` if it is not listed. */
export function nameException(body: unknown, { generated, fastapi }: Verdicts): Exception | undefined {
  const [email, trust] = [fieldOf(body, 'email'), fieldOf(body, 'trust_device')]
  if (fastapi && ['string', 'number'].includes(typeof trust)) {
    return { name: 'FastAPI takes 0, 1 and words for a boolean', field: 'trust_device' }
  }
  if (typeof email !== 'string' || generated === fastapi) return undefined
  const name = (fastapi ? looserEmails : stricterEmails).find(([, pattern]) => pattern.test(email))?.[0]
  return name === undefined ? undefined : { name, field: 'email' }
}

/** The body with a value in that field that both accept. */
export function mend(body: unknown, { field }: Exception): unknown {
  return { ...Object(body), [field]: field === 'email' ? 'ada@example.com' : true }
}

/** The state of the random generator: four unsigned 32-bit numbers, which fit in a snapshot. */
export type RandomState = [number, number, number, number]

const alphanumeric = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const lowercaseAlphanumeric = 'abcdefghijklmnopqrstuvwxyz0123456789'
const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Hashes a text into a state (cyrb128): the same text always gives the same state. */
export function randomStateFrom(text: string): RandomState {
  let a = 1779033703
  let b = 3144134277
  let c = 1013904242
  let d = 2773480762
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i)
    a = b ^ Math.imul(a ^ unit, 597399067)
    b = c ^ Math.imul(b ^ unit, 2869860233)
    c = d ^ Math.imul(c ^ unit, 951274213)
    d = a ^ Math.imul(d ^ unit, 2716044179)
  }
  a = Math.imul(c ^ (a >>> 18), 597399067)
  b = Math.imul(d ^ (b >>> 22), 2869860233)
  c = Math.imul(a ^ (c >>> 17), 951274213)
  d = Math.imul(b ^ (d >>> 19), 2716044179)
  const state: RandomState = [(a ^ b ^ c ^ d) >>> 0, (b ^ a) >>> 0, (c ^ a) >>> 0, (d ^ a) >>> 0]
  for (let i = 0; i < 12; i += 1) nextUint32(state)
  return state
}

/** The next number of the sequence (sfc32), 0 to 2³²−1. Changes the state. */
export function nextUint32(state: RandomState): number {
  // By index and unsigned: destructuring is three times as slow, and a token takes 43 of these.
  const a = state[0] >>> 0
  const b = state[1] >>> 0
  const c = state[2] >>> 0
  const d = state[3] >>> 0
  const sum = (a + b + d) >>> 0
  state[0] = (b ^ (b >>> 9)) >>> 0
  state[1] = (c + (c << 3)) >>> 0
  state[2] = (((c << 21) | (c >>> 11)) + sum) >>> 0
  state[3] = (d + 1) >>> 0
  return sum
}

function pick(state: RandomState, alphabet: string, length: number): string {
  const codes: number[] = []
  for (let i = 0; i < length; i += 1) codes.push(alphabet.charCodeAt(nextUint32(state) % alphabet.length))
  return String.fromCharCode(...codes)
}

/** An opaque token: the prefix and 43 letters and digits, the length of 256 random bits in base64url. */
export function randomToken(state: RandomState, prefix: string): string {
  return `${prefix}_${pick(state, alphanumeric, 43)}`
}

/** An identifier in ScaiKey's form: a prefix and 16 lower-case letters and digits. */
export function randomId(state: RandomState, prefix: string): string {
  return `${prefix}_${pick(state, lowercaseAlphanumeric, 16)}`
}

/** A shared secret of 160 bits in base 32, without padding. */
export function randomBase32Secret(state: RandomState): string {
  return pick(state, base32, 32)
}

/** A code of decimal digits, with leading zeros. */
export function randomDigits(state: RandomState, digits: number): string {
  return pick(state, '0123456789', digits)
}

/** A backup code: two groups of five lower-case letters and digits. */
export function randomBackupCode(state: RandomState): string {
  return `${pick(state, lowercaseAlphanumeric, 5)}-${pick(state, lowercaseAlphanumeric, 5)}`
}

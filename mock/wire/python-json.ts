import { someLeaf } from './some-leaf.ts'

/** The result of Python's `json` for a text: the value, or its error message and the position in characters. */
export type PythonJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly msg: string; readonly at: number }

/** Thrown inside the decoder only. */
class Failure extends Error {
  readonly at: number
  constructor(msg: string, at: number) {
    super(msg)
    this.at = at
  }
}

/** Thrown inside the decoder only, for an integer that Python does not read. Its `json` then fails with an error that is not about JSON. */
class TooManyDigits extends Error {}

/** CPython's limit for the digits of an integer. */
const mostDigits = 4300
/** In a text of this length no number is too large for JavaScript. */
const alwaysFinite = 308

const whitespace = /[ \t\n\r]*/y
const numberPattern = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y
const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}
const words: readonly (readonly [string, unknown])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]

/**
 * Parses JSON as Python's `json.loads` does, `NaN` included: FastAPI quotes its message and position in a 422. An integer
 * that JavaScript's numbers have no room for is a `bigint`; one of 17 to 308 digits is rounded, as a client in JavaScript reads it.
 * `undefined` where Python refuses an integer.
 */
export function parsePythonJson(text: string): PythonJson | undefined {
  // Every GET has it, and an exception costs more than the answer.
  if (text === '') return { ok: false, msg: 'Expecting value', at: 0 }
  try {
    // What `JSON.parse` takes, Python takes too and reads the same, large integers aside; it is the faster by far.
    const value: unknown = JSON.parse(text)
    if (text.length <= alwaysFinite || !someLeaf(value, isInfinite)) return { ok: true, value }
  } catch {
    // Read again below, to say where it fails.
  }
  return decode(text)
}

const isInfinite = (value: unknown): boolean => typeof value === 'number' && !Number.isFinite(value)

function decode(text: string): PythonJson | undefined {
  try {
    const [value, end] = readValue(text, skipWhitespace(text, 0))
    const rest = skipWhitespace(text, end)
    if (rest !== text.length) throw new Failure('Extra data', rest)
    return { ok: true, value }
  } catch (error) {
    if (error instanceof TooManyDigits) return undefined
    if (!(error instanceof Failure)) throw error
    // Python counts characters, JavaScript code units.
    return { ok: false, msg: error.message, at: [...text.slice(0, error.at)].length }
  }
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}

function skipWhitespace(text: string, at: number): number {
  return at + matchAt(whitespace, text, at).length
}

function readValue(text: string, at: number): [unknown, number] {
  const first = text[at]
  if (first === '"') return readString(text, at + 1)
  if (first === '{') return readObject(text, at + 1)
  if (first === '[') return readArray(text, at + 1)
  const word = words.find(([name]) => text.startsWith(name, at))
  if (word !== undefined) return [word[1], at + word[0].length]
  const digits = matchAt(numberPattern, text, at)
  if (digits === '') throw new Failure('Expecting value', at)
  return [readNumber(digits), at + digits.length]
}

function readNumber(digits: string): number | bigint {
  const number = Number(digits)
  if (Number.isFinite(number) || /[.eE]/.test(digits)) return number
  if (digits.replace('-', '').length > mostDigits) throw new TooManyDigits()
  return BigInt(digits)
}

/** The end of the plain characters: the next quote, backslash or control character. */
function plainEnd(text: string, start: number): number {
  let at = start
  while (at < text.length && text[at] !== '"' && text[at] !== '\\' && text.charCodeAt(at) > 0x1f) at += 1
  return at
}

function readString(text: string, start: number): [string, number] {
  let value = ''
  let at = start
  for (;;) {
    const end = plainEnd(text, at)
    value += text.slice(at, end)
    at = end
    const stop = text[at]
    if (stop === undefined) throw new Failure('Unterminated string starting at', start - 1)
    if (stop === '"') return [value, at + 1]
    if (stop !== '\\') throw new Failure('Invalid control character at', at)
    const escaped = text[at + 1]
    if (escaped === undefined) throw new Failure('Unterminated string starting at', start - 1)
    if (escaped === 'u') {
      const hex = text.slice(at + 2, at + 6)
      if (!/^[0-9a-fA-F]{4}$/.test(hex)) throw new Failure('Invalid \\uXXXX escape', at + 1)
      value += String.fromCharCode(Number.parseInt(hex, 16))
      at += 6
    } else {
      const character = escapes[escaped]
      if (character === undefined) throw new Failure('Invalid \\escape', at)
      value += character
      at += 2
    }
  }
}

function readObject(text: string, start: number): [Record<string, unknown>, number] {
  const entries: [string, unknown][] = []
  let at = skipWhitespace(text, start)
  if (text[at] === '}') return [{}, at + 1]
  for (;;) {
    if (text[at] !== '"') throw new Failure('Expecting property name enclosed in double quotes', at)
    const [name, afterName] = readString(text, at + 1)
    at = skipWhitespace(text, afterName)
    if (text[at] !== ':') throw new Failure("Expecting ':' delimiter", at)
    const [value, afterValue] = readValue(text, skipWhitespace(text, at + 1))
    entries.push([name, value])
    at = skipWhitespace(text, afterValue)
    // fromEntries defines each name as an own property, `__proto__` too.
    if (text[at] === '}') return [Object.fromEntries(entries), at + 1]
    if (text[at] !== ',') throw new Failure("Expecting ',' delimiter", at)
    const comma = at
    at = skipWhitespace(text, at + 1)
    if (text[at] === '}') throw new Failure('Illegal trailing comma before end of object', comma)
  }
}

function readArray(text: string, start: number): [unknown[], number] {
  const values: unknown[] = []
  let at = skipWhitespace(text, start)
  if (text[at] === ']') return [values, at + 1]
  for (;;) {
    const [value, afterValue] = readValue(text, at)
    values.push(value)
    at = skipWhitespace(text, afterValue)
    if (text[at] === ']') return [values, at + 1]
    if (text[at] !== ',') throw new Failure("Expecting ',' delimiter", at)
    const comma = at
    at = skipWhitespace(text, at + 1)
    if (text[at] === ']') throw new Failure('Illegal trailing comma before end of array', comma)
  }
}

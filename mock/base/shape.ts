import { isRecord } from './json.ts'

/** The first thing that is wrong with a value. */
export interface Flaw {
  /** Where in the value, as `a.b.0`; empty for the value itself. */
  readonly path: string
  /** What was expected there; for a value also what was found. */
  readonly problem: string
  /** Whether the path ends in a key that is not allowed. */
  readonly isUnknownKey: boolean
}

/** Finds the first flaw of a value; `undefined` if the value fits. */
export type Shape = (value: unknown) => Flaw | undefined

/** A value as a message shows it: JSON where possible, at most a line long. */
export function shown(value: unknown): string {
  let text: string | undefined
  try {
    text = JSON.stringify(value)
  } catch {
    // A bigint, or an object that contains itself.
  }
  if (value === undefined) return 'nothing'
  const line = typeof value === 'number' ? String(value) : (text ?? String(value))
  return line.length > 100 ? `${line.slice(0, 100)}…` : line
}

/** The flaw of a value that is not what is expected. */
export const flaw = (expected: string, value: unknown): Flaw => ({
  path: '',
  problem: `must be ${expected}; got ${shown(value)}`,
  isUnknownKey: false,
})

/** A value that a test accepts. `expected` completes the sentence "must be …". */
export const is =
  (expected: string, accepts: (value: unknown) => boolean): Shape =>
  (value) =>
    accepts(value) ? undefined : flaw(expected, value)

/** A whole number. */
export const whole = (least: number, most: number = Number.MAX_SAFE_INTEGER, unit: string = ''): Shape =>
  is(
    most === Number.MAX_SAFE_INTEGER
      ? `a whole number${unit}, ${least} or more`
      : `a whole number${unit} from ${least} to ${most}`,
    (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most,
  )

/** A string, also an empty one. */
export const text: Shape = is('a string', (value) => typeof value === 'string')
/** A string that is not empty. */
export const filledText: Shape = is('a string that is not empty', (value) => typeof value === 'string' && value !== '')
/** A boolean. */
export const flag: Shape = is('true or false', (value) => typeof value === 'boolean')
/** Any value: it is checked elsewhere. */
export const anything: Shape = () => undefined

/** Names in a sentence: `a, b or c`. */
export function oneOfNames(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? 'none') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}

/** One of several strings. */
export const oneOf = (words: readonly string[]): Shape =>
  is(oneOfNames(words.map((word) => `"${word}"`)), (value) => words.some((word) => word === value))

/** Null, or a value of the shape. */
export const nullOr =
  (shape: Shape): Shape =>
  (value) =>
    value === null ? undefined : shape(value)

/** `undefined`, or a value of the shape. */
export const optional =
  (shape: Shape): Shape =>
  (value) =>
    value === undefined ? undefined : shape(value)

/** A flaw as seen from the value that contains it under `name`. */
export function below(name: string, inner: Flaw | undefined): Flaw | undefined {
  return inner && { ...inner, path: inner.path === '' ? name : `${name}.${inner.path}` }
}

/** The first flaw among several values. */
function firstOf<T>(items: Iterable<T>, flawOf: (item: T) => Flaw | undefined): Flaw | undefined {
  for (const item of items) {
    const found = flawOf(item)
    if (found !== undefined) return found
  }
  return undefined
}

/** An array whose items have the shape. */
export const listOf =
  (shape: Shape, least = 0): Shape =>
  (value) =>
    Array.isArray(value) && value.length >= least
      ? firstOf(value.entries(), ([index, item]) => below(String(index), shape(item)))
      : flaw(`a list${least > 0 ? ` of ${least} or more` : ''}`, value)

/** An object with any keys, whose values have the shape. */
export const tableOf =
  (shape: Shape): Shape =>
  (value) =>
    isRecord(value)
      ? firstOf(Object.entries(value), ([name, each]) => below(name, shape(each)))
      : flaw('an object', value)

/** An object with these keys and no others. */
export const object =
  <T>(fields: { readonly [Name in keyof T]-?: Shape }): Shape =>
  (value) => {
    const names = Object.keys(fields)
    if (!isRecord(value)) return flaw(`an object with ${names.join(', ')}`, value)
    const unknownName = Object.keys(value).find((name) => !names.includes(name))
    if (unknownName !== undefined) {
      return { path: unknownName, problem: `expected ${oneOfNames(names)}`, isUnknownKey: true }
    }
    return firstOf(Object.entries<Shape>(fields), ([name, shape]) => below(name, shape(value[name])))
  }

/** Where a value comes from, for the message about its flaw. */
export interface Origin {
  /** Who rejects it: `users.add()`. */
  readonly caller: string
  /** What the value is called: `user`. Without a name its keys are options. */
  readonly name?: string
  /** What its keys are. Default `field`, without a name `option`. */
  readonly keys?: string
}

/** Throws a `TypeError` for a value with a flaw: `users.add(): user.email must be …; got …`. */
export function check(shape: Shape, value: unknown, { caller, name, keys }: Origin): void {
  const found = shape(value)
  if (found === undefined) return
  const path = [name, found.path].filter((part) => part !== undefined && part !== '').join('.')
  const message = found.isUnknownKey
    ? `unknown ${keys ?? (name === undefined ? 'option' : 'field')} "${path}"; ${found.problem}`
    : `${path || 'options'} ${found.problem}`
  throw new TypeError(`${caller}: ${message}`)
}

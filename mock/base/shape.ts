import { isRecord } from './json.ts'

/** What is wrong with a value: where in it, and in words. */
export interface Flaw {
  readonly path: string
  readonly problem: string
}
/** Finds the first flaw of a value, or none. */
export type Shape = (value: unknown) => Flaw | undefined

/** A value in a message: as JSON where it has one, and never longer than a line. */
export function shown(value: unknown): string {
  let text: string | undefined
  try {
    text = JSON.stringify(value)
  } catch {
    // A bigint, or an object that holds itself.
  }
  if (value === undefined) return 'missing'
  const line = typeof value === 'number' ? String(value) : (text ?? String(value))
  return line.length > 100 ? `${line.slice(0, 100)}…` : line
}

/** What a test accepts. */
export const is =
  (allowed: string, accepts: (value: unknown) => boolean): Shape =>
  (value) =>
    accepts(value) ? undefined : { path: '', problem: `is ${shown(value)}; allowed: ${allowed}` }

/** A whole number. */
export const whole = (least: number, most: number = Number.MAX_SAFE_INTEGER, unit: string = ''): Shape =>
  is(
    most === Number.MAX_SAFE_INTEGER
      ? `a whole number${unit}, ${least} or more`
      : `a whole number${unit} from ${least} to ${most}`,
    (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most,
  )

/** Any text, the empty one too. */
export const text: Shape = is('a string', (value) => typeof value === 'string')
/** A text that says something. */
export const filledText: Shape = is('a string that is not empty', (value) => typeof value === 'string' && value !== '')
/** Yes or no. */
export const flag: Shape = is('true or false', (value) => typeof value === 'boolean')
/** Anything at all: somebody else looks at it. */
export const anything: Shape = () => undefined

/** One of these words. */
export const oneOf = (words: readonly string[]): Shape =>
  is(`one of ${words.map((word) => `"${word}"`).join(', ')}`, (value) => words.some((word) => word === value))

/** Null, or the shape. */
export const nullOr =
  (shape: Shape): Shape =>
  (value) =>
    value === null ? undefined : shape(value)

/** Not there, or the shape. */
export const optional =
  (shape: Shape): Shape =>
  (value) =>
    value === undefined ? undefined : shape(value)

const below = (name: string, flaw: Flaw | undefined): Flaw | undefined =>
  flaw && { path: flaw.path === '' ? name : `${name}.${flaw.path}`, problem: flaw.problem }

/** The first flaw of several, looked for in order. */
function firstOf<T>(items: Iterable<T>, flawOf: (item: T) => Flaw | undefined): Flaw | undefined {
  for (const item of items) {
    const flaw = flawOf(item)
    if (flaw !== undefined) return flaw
  }
  return undefined
}

/** A list whose items all have the shape. */
export const listOf =
  (shape: Shape, least = 0): Shape =>
  (value) =>
    Array.isArray(value) && value.length >= least
      ? firstOf(value.entries(), ([index, item]) => below(String(index), shape(item)))
      : { path: '', problem: `is ${shown(value)}; allowed: a list${least > 0 ? ` of ${least} or more` : ''}` }

/** An object with any names, whose values all have the shape. */
export const tableOf =
  (shape: Shape): Shape =>
  (value) =>
    isRecord(value)
      ? firstOf(Object.entries(value), ([name, each]) => below(name, shape(each)))
      : { path: '', problem: `is ${shown(value)}; allowed: an object` }

/** An object with these names and no other. */
export const object =
  <T>(fields: { readonly [Name in keyof T]-?: Shape }): Shape =>
  (value) => {
    const names = Object.keys(fields)
    if (!isRecord(value)) {
      return { path: '', problem: `is ${shown(value)}; allowed: an object with ${names.join(', ')}` }
    }
    const stranger = Object.keys(value).find((name) => !names.includes(name))
    if (stranger !== undefined)
      return { path: stranger, problem: `is no name here; allowed: ${names.join(', ') || 'none'}` }
    return firstOf(Object.entries<Shape>(fields), ([name, shape]) => below(name, shape(value[name])))
  }

/** Throws a `TypeError` that says what is wrong with a value and where. `named` is what a path is called. */
export function check(shape: Shape, value: unknown, named: (path: string) => string): void {
  const flaw = shape(value)
  if (flaw !== undefined) throw new TypeError(`${named(flaw.path)} ${flaw.problem}`)
}

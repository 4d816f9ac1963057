/** How a planned network fault ends a connection. */
export type Ending =
  /** The connection is reset. */
  | 'reset'
  /** The connection is closed as if the response were complete. */
  | 'end'

/** A global symbol, because the server and the handlers may each be bundled with a copy of this code. */
const mark = Symbol.for('scaikey-portal-auth/mock/network-fault')

/** The error of a failed `fetch`: a `TypeError` without details, as in every engine. */
export function networkFault(ending: Ending = 'reset'): TypeError {
  return Object.defineProperty(new TypeError('fetch failed'), mark, { value: ending })
}

/** How a planned network fault ends the connection; `undefined` for any other error. */
export function endingOf(error: unknown): Ending | undefined {
  return typeof error === 'object' && error !== null ? Reflect.get(error, mark) : undefined
}

/** Whether an error is a planned network fault. */
export function isNetworkFault(error: unknown): boolean {
  return endingOf(error) !== undefined
}

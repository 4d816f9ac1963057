/** How a planned network fault ends a connection: reset, or ended as if all had been said. */
export type Ending = 'reset' | 'end'

/** Marks the error across two copies of this code: the server and the handlers may each be bundled with their own. */
const mark = Symbol.for('scaikey-portal-auth/mock/network-fault')

/** The error `fetch` rejects with when the network fails: a `TypeError` with nothing visible in it to branch on, as in every engine. */
export function networkFault(ending: Ending = 'reset'): TypeError {
  return Object.defineProperty(new TypeError('fetch failed'), mark, { value: ending })
}

/** How a planned network fault ends the connection; `undefined` for an error that is none. */
export function endingOf(error: unknown): Ending | undefined {
  return typeof error === 'object' && error !== null ? Reflect.get(error, mark) : undefined
}

/** Whether an error is a planned network fault, and not a mistake. */
export function isNetworkFault(error: unknown): boolean {
  return endingOf(error) !== undefined
}

import type { Operation } from '../endpoints/routes.ts'

/**
 * What happens instead of a plain answer.
 * - `'network-error'`: the request never arrives; `fetch` rejects with a `TypeError`.
 * - `'lose-response'`: the server acts, the answer is lost; `fetch` rejects with a `TypeError`.
 * - `'connection-reset'`: the server acts, the connection is reset in the middle of the answer: its status is there, to read its body rejects.
 * - `'truncated-body'`: the same, but the connection ends in the middle of the body as if that were all.
 * - `'malformed-json'`: the server acts, its JSON arrives whole and cut in half.
 * - `'expired-token'`: the server acts, and the access token in its answer has expired when it arrives.
 * - `{ status }`: that status instead of acting, with `headers` (`retry-after`) and `body` if given. A string is sent as it is.
 * - `{ delayMs }`: the request is held back that long before the server acts, or with `holds: 'response'` its answer afterwards.
 * - `{ clockSkewMs }`: for this request the server's clock is wrong by that much: ahead, or behind where it is negative.
 */
export type FaultOutcome =
  | 'network-error'
  | 'lose-response'
  | 'connection-reset'
  | 'truncated-body'
  | 'malformed-json'
  | 'expired-token'
  | {
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: unknown
      readonly delayMs?: number
    }
  | { readonly delayMs: number; readonly holds?: 'request' | 'response' }
  | { readonly clockSkewMs: number }

/** A fault to play: on what, how often, and what happens. */
export interface FaultRule {
  /** `'*'`: on any. */
  readonly operation: Operation | '*'
  /** How many times it is played. Default 1; `'always'`. */
  readonly times?: number | 'always'
  /** From which call of the operation on, counted from when the fault was added. Default 1: the next. */
  readonly nth?: number
  /** How likely each call is to meet it, more than 0 and at most 1. The portal's seed decides which do. Default 1. */
  readonly probability?: number
  readonly then: FaultOutcome
}

/** A fault as it stands. */
export interface Fault {
  readonly id: number
  readonly operation: Operation | '*'
  readonly times: number | 'always'
  readonly remaining: number | 'always'
  readonly nth?: number
  readonly probability?: number
  readonly then: FaultOutcome
}

/** A fault as a snapshot keeps it: with the calls it has seen, and of these, how often it was played. */
export type FaultRecord = Fault & { readonly seen: number; readonly fired: number }

import type { Operation } from '../endpoints/routes.ts'

/** Sends an error response instead of acting. */
export interface StatusFault {
  /** The HTTP status, 200 to 599. */
  readonly status: number
  /** Headers to send, such as `retry-after`. Default none. */
  readonly headers?: Readonly<Record<string, string>>
  /** A JSON value, or a string that is sent as plain text. Default `{ "detail": "Planned fault" }`. */
  readonly body?: unknown
  /** How long to wait before the response, in milliseconds of the portal's clock. Default 0. */
  readonly delayMs?: number
}

/** Delays the request or the response. */
export interface DelayFault {
  /** How long, in milliseconds of the portal's clock. */
  readonly delayMs: number
  /**
   * What waits. Default `'request'`.
   * - `'request'`: the request, before the server acts
   * - `'response'`: the response, after the server has acted
   */
  readonly holds?: 'request' | 'response'
}

/** Sets the server's clock wrong for one request. */
export interface ClockSkewFault {
  /** How far the clock is ahead, in milliseconds; negative: behind. */
  readonly clockSkewMs: number
}

/** What happens instead of a plain answer. */
export type FaultOutcome =
  /** The request never arrives: `fetch` rejects with a `TypeError`. */
  | 'network-error'
  /** The server acts and its response is lost: `fetch` rejects with a `TypeError`. */
  | 'lose-response'
  /** The server acts and the connection is reset within the body: the status arrives, reading the body rejects. */
  | 'connection-reset'
  /** The server acts and the connection closes within the body: the status arrives, the body is incomplete. */
  | 'truncated-body'
  /** The server acts and the body is complete, but its JSON is cut in half. */
  | 'malformed-json'
  /** The server acts, and the access token in its answer has already expired. */
  | 'expired-token'
  /** The server does not act and sends this status. */
  | StatusFault
  /** The server acts, but late. */
  | DelayFault
  /** The server acts with a wrong clock. */
  | ClockSkewFault

/** A fault to plan: for which operation, how often, and what happens. */
export interface FaultRule {
  /** The operation whose calls it is played on; `'*'`: any operation. */
  readonly operation: Operation | '*'
  /** How many times the fault is played, a whole number from 1, or `'always'`. Default 1. */
  readonly times?: number | 'always'
  /** The first call of the operation that the fault is played on, counted from when it was added. Default 1: the next call. */
  readonly nth?: number
  /** The probability of each call, more than 0 and at most 1. The portal's seed decides which calls. Default 1. */
  readonly probability?: number
  /** What happens. */
  readonly then: FaultOutcome
}

/** A planned fault. */
export interface Fault {
  /** Counts from 1 in the order of adding. */
  readonly id: number
  /** The operation whose calls it is played on; `'*'`: any operation. */
  readonly operation: Operation | '*'
  /** How many times the fault is played in all. */
  readonly times: number | 'always'
  /** How many times it will still be played. */
  readonly remaining: number | 'always'
  /** The first call it is played on, counted from when it was added. Missing: the next call. */
  readonly nth?: number
  /** The probability of each call, more than 0 and at most 1. Missing: 1. */
  readonly probability?: number
  /** What happens. */
  readonly then: FaultOutcome
}

/** A fault in a snapshot. */
export type FaultRecord = Fault & {
  /** The calls of its operation since it was added. */
  readonly seen: number
  /** How often it was played. */
  readonly fired: number
}

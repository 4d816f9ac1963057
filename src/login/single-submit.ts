import { PortalAuthError, type PortalAuthOperation } from '../base/portal-auth-error.ts'
import type { CallOptions } from '../transport/exchange.ts'

interface Flight<Result> {
  readonly result: Promise<Result>
  readonly controller: AbortController
  /** How many callers still wait. Infinite as soon as one waits without a signal. */
  waiting: number
}

/**
 * Makes a double submit one request: while a call is under way, the same input joins it, and without a signal gets the
 * same promise. Each caller can abort by its own signal; `submit` is aborted when every caller has.
 *
 * This is the place to look for aborts of a login step: `withDeadline` below it only stops the wait for one request, and
 * `auth.fetch` only guards against a custom `fetch` that ignores its signal.
 */
export function singleSubmit<Input extends object, Result>(
  operation: PortalAuthOperation,
  submit: (input: Input, call: CallOptions) => Promise<Result>,
): (input: Input, call?: CallOptions) => Promise<Result> {
  const inFlight = new Map<string, Flight<Result>>()

  return (input, { signal } = {}) => {
    if (signal?.aborted) return Promise.reject(aborted(signal))
    const key = JSON.stringify(input)
    const flight = inFlight.get(key) ?? start(key, input)
    if (signal) return wait(key, flight, signal)
    flight.waiting = Number.POSITIVE_INFINITY
    return flight.result
  }

  function start(key: string, input: Input): Flight<Result> {
    const controller = new AbortController()
    const result = submit(input, { signal: controller.signal }).finally(() => remove(key, flight))
    const flight: Flight<Result> = { result, controller, waiting: 0 }
    inFlight.set(key, flight)
    return flight
  }

  /** Removes a flight, unless another one has started since every caller aborted. */
  function remove(key: string, flight: Flight<Result>): void {
    if (inFlight.get(key) === flight) inFlight.delete(key)
  }

  function wait(key: string, flight: Flight<Result>, signal: AbortSignal): Promise<Result> {
    flight.waiting += 1
    return new Promise((resolve, reject) => {
      // In one synchronous step: the next caller must not join a request that is being aborted.
      const abort = (): void => {
        reject(aborted(signal))
        flight.waiting -= 1
        if (flight.waiting > 0) return
        remove(key, flight)
        flight.controller.abort(signal.reason)
      }
      signal.addEventListener('abort', abort, { once: true })
      flight.result.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
    })
  }

  function aborted(signal: AbortSignal): PortalAuthError {
    return new PortalAuthError({ code: 'aborted', operation, cause: signal.reason })
  }
}

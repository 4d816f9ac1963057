import { PortalAuthError, type PortalAuthOperation } from '../base/portal-auth-error.ts'
import type { CallOptions } from '../transport/ask.ts'

interface Flight<Result> {
  readonly result: Promise<Result>
  readonly controller: AbortController
  /** How many still wait. Infinite once somebody waits who cannot leave. */
  waiting: number
}

/**
 * Makes a double submit one request: while a call is under way, the same input joins it, and without a signal gets the
 * same promise. Each caller may leave by its own signal; the request is aborted when all have left.
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
    const result = submit(input, { signal: controller.signal }).finally(() => land(key, flight))
    const flight: Flight<Result> = { result, controller, waiting: 0 }
    inFlight.set(key, flight)
    return flight
  }

  /** Another one may have started since this one was left by all. */
  function land(key: string, flight: Flight<Result>): void {
    if (inFlight.get(key) === flight) inFlight.delete(key)
  }

  function wait(key: string, flight: Flight<Result>, signal: AbortSignal): Promise<Result> {
    flight.waiting += 1
    return new Promise((resolve, reject) => {
      // All of it at once: the next caller must not join a request that is given up.
      const leave = (): void => {
        reject(aborted(signal))
        flight.waiting -= 1
        if (flight.waiting > 0) return
        land(key, flight)
        flight.controller.abort(signal.reason)
      }
      signal.addEventListener('abort', leave, { once: true })
      flight.result.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
    })
  }

  function aborted(signal: AbortSignal): PortalAuthError {
    return new PortalAuthError({ code: 'aborted', operation, cause: signal.reason })
  }
}

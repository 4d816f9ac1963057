import { untilAborted } from '../base/abort.ts'
import { PortalAuthError, type PortalAuthOperation } from '../base/portal-auth-error.ts'
import type { CallOptions } from '../transport/ask.ts'

/**
 * Makes a double submit one request: while a call is under way, the same input gets the same promise. A second caller
 * with a signal of its own may leave without the first.
 */
export function singleSubmit<Input extends object, Result>(
  operation: PortalAuthOperation,
  submit: (input: Input, call?: CallOptions) => Promise<Result>,
): (input: Input, call?: CallOptions) => Promise<Result> {
  const inFlight = new Map<string, Promise<Result>>()
  return (input, call) => {
    const key = JSON.stringify(input)
    const running = inFlight.get(key)
    if (running) return call?.signal ? join(running, call.signal) : running
    const started = submit(input, call).finally(() => inFlight.delete(key))
    inFlight.set(key, started)
    return started
  }

  async function join(running: Promise<Result>, signal: AbortSignal): Promise<Result> {
    try {
      return await untilAborted(running, signal)
    } catch (error) {
      if (!signal.aborted) throw error
      throw new PortalAuthError({ code: 'aborted', operation, cause: signal.reason })
    }
  }
}

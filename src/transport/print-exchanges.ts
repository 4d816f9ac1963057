import type { Clock } from '../base/clock.ts'
import { isPortalAuthError } from '../base/portal-auth-error.ts'
import type { Exchange } from './exchange.ts'
import { addressOf } from './operation-request.ts'

/** Prints what the client does, for the option `debug`. Nothing that was sent or answered is in it. */
export function printDebug(what: object): void {
  // biome-ignore lint/suspicious/noConsole: the option asks for it.
  console.debug('scaikey-portal-auth', what)
}

/** Makes an exchange that prints each request: where it went, how it ended, and how long it took. */
export function printExchanges(exchange: Exchange, clock: Clock): Exchange {
  return async (operation, request, call) => {
    const beganMs = clock.monotonicNow()
    const print = (status?: number, code?: string): void =>
      printDebug({
        operation,
        ...addressOf(operation, request),
        status,
        durationMs: Math.round(clock.monotonicNow() - beganMs),
        code,
      })
    try {
      const answer = await exchange(operation, request, call)
      print(answer.status)
      return answer
    } catch (error) {
      if (isPortalAuthError(error)) print(error.status, error.code)
      throw error
    }
  }
}

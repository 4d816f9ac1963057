import { untilAborted } from './abort.ts'
import type { Clock } from './clock.ts'
import { PortalAuthError, type PortalAuthOperation } from './portal-auth-error.ts'

/** What a caller waits for, and how long. */
export interface DeadlineOptions {
  readonly operation: PortalAuthOperation
  readonly clock: Clock
  /** In milliseconds. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
}

/**
 * Waits for `run` until the caller aborts or the time is up, then rejects with `aborted` or `timeout` and aborts the
 * signal that `run` received. A `run` that ignores its signal continues, and its result is dropped.
 */
export async function withDeadline<T>(
  run: (signal: AbortSignal) => Promise<T>,
  { operation, clock, timeoutMs, signal }: DeadlineOptions,
): Promise<T> {
  const controller = new AbortController()
  const stopWaiting = (code: 'aborted' | 'timeout', cause?: unknown): void =>
    controller.abort(new PortalAuthError({ code, operation, cause }))
  const abort = (): void => stopWaiting('aborted', signal?.reason)
  if (signal?.aborted) abort()
  controller.signal.throwIfAborted()
  signal?.addEventListener('abort', abort, { once: true })
  const stopTimer = clock.setTimeout(() => stopWaiting('timeout'), timeoutMs)
  try {
    return await untilAborted(run(controller.signal), controller.signal)
  } catch (error) {
    // fetch may reject with an error of its own when this controller aborts.
    controller.signal.throwIfAborted()
    throw error
  } finally {
    stopTimer()
    signal?.removeEventListener('abort', abort)
  }
}

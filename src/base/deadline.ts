import { untilAborted } from './abort.ts'
import type { Clock } from './clock.ts'
import { PortalAuthError, type PortalAuthOperation } from './portal-auth-error.ts'

/** How long a caller waits, and for what. */
export interface DeadlineOptions {
  readonly operation: PortalAuthOperation
  readonly clock: Clock
  /** In milliseconds. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
}

/**
 * Waits for what `run` promises, and no longer than the caller cares to: rejects with `aborted` or `timeout` then, and
 * aborts the signal that `run` was given. A `run` that does not heed its signal goes on unseen.
 */
export async function withDeadline<T>(
  run: (signal: AbortSignal) => Promise<T>,
  { operation, clock, timeoutMs, signal }: DeadlineOptions,
): Promise<T> {
  const controller = new AbortController()
  const giveUp = (code: 'aborted' | 'timeout', cause?: unknown): void =>
    controller.abort(new PortalAuthError({ code, operation, cause }))
  const abort = (): void => giveUp('aborted', signal?.reason)
  if (signal?.aborted) abort()
  controller.signal.throwIfAborted()
  signal?.addEventListener('abort', abort, { once: true })
  const stopTimer = clock.setTimeout(() => giveUp('timeout'), timeoutMs)
  try {
    return await untilAborted(run(controller.signal), controller.signal)
  } catch (error) {
    // fetch may reject in its own words for an abort of ours.
    controller.signal.throwIfAborted()
    throw error
  } finally {
    stopTimer()
    signal?.removeEventListener('abort', abort)
  }
}

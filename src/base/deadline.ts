import { untilAborted } from './abort.ts'
import type { Clock } from './clock.ts'
import { PortalAuthError, type PortalAuthOperation } from './portal-auth-error.ts'

/** What a caller waits for, and how long. */
export interface DeadlineOptions<T> {
  readonly operation: PortalAuthOperation
  readonly clock: Clock
  /** In milliseconds. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
  /** Receives a result that arrives after the caller has stopped waiting. With it, `run` is not aborted. */
  readonly onLate?: ((result: T) => void) | undefined
}

/**
 * Waits for `run` until the caller aborts or the time is up, then rejects with `aborted` or `timeout`. Unless `onLate` is
 * given, it also aborts the signal that `run` received; a `run` that ignores its signal continues, and its result is
 * dropped.
 */
export async function withDeadline<T>(
  run: (signal: AbortSignal) => Promise<T>,
  { operation, clock, timeoutMs, signal, onLate }: DeadlineOptions<T>,
): Promise<T> {
  const waiting = new AbortController()
  // Kept here: the signals of some platforms have no `reason`.
  let stopped: PortalAuthError | undefined
  const stopWaiting = (code: 'aborted' | 'timeout', cause?: unknown): void => {
    stopped ??= new PortalAuthError({ code, operation, cause })
    waiting.abort(stopped)
  }
  const abort = (): void => stopWaiting('aborted', signal?.reason)
  if (signal?.aborted) abort()
  if (stopped) throw stopped
  signal?.addEventListener('abort', abort, { once: true })
  const stopTimer = clock.setTimeout(() => stopWaiting('timeout'), timeoutMs)
  let running: Promise<T> | undefined
  try {
    running = run(onLate ? new AbortController().signal : waiting.signal)
    return await untilAborted(running, waiting.signal)
  } catch (error) {
    if (stopped && onLate) running?.then(onLate, () => {})
    // fetch may reject with an error of its own when this controller aborts.
    throw stopped ?? error
  } finally {
    stopTimer()
    signal?.removeEventListener('abort', abort)
  }
}

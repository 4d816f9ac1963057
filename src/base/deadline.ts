import type { Clock } from './clock.ts'
import { PortalAuthError, type PortalAuthOperation } from './portal-auth-error.ts'

/** How long a caller waits, and for what. */
export interface PatienceOptions {
  readonly operation: PortalAuthOperation
  readonly clock: Clock
  /** In milliseconds. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
}

/** How long a caller waits, and what becomes of the work after that. */
export interface DeadlineOptions<T> extends PatienceOptions {
  /** Receives a result that arrives after the caller has stopped waiting. With it, `run` is not aborted. */
  readonly onLate?: ((result: T) => void) | undefined
}

/**
 * Waits for `run` until the caller aborts or the time is up, then calls `onStop` and rejects with `aborted` or `timeout`.
 * What `run` has begun continues. An aborted caller's `run` is not called.
 */
export function waitInTime<T>(
  run: () => Promise<T>,
  { operation, clock, timeoutMs, signal }: PatienceOptions,
  onStop?: (error: PortalAuthError) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let stopTimer = (): void => {}
    const end = (): void => {
      stopTimer()
      signal?.removeEventListener('abort', abort)
    }
    const stop = (code: 'aborted' | 'timeout', cause?: unknown): void => {
      const error = new PortalAuthError({ code, operation, cause })
      end()
      // First, as what `onStop` aborts may reject on its own.
      reject(error)
      onStop?.(error)
    }
    const abort = (): void => stop('aborted', signal?.reason)
    if (signal?.aborted) {
      abort()
      return
    }
    // First: if it throws, there is nothing to clean up.
    const running = run()
    signal?.addEventListener('abort', abort, { once: true })
    stopTimer = clock.setTimeout(() => stop('timeout'), timeoutMs)
    running.then(
      (result) => {
        end()
        resolve(result)
      },
      (error: unknown) => {
        end()
        reject(error)
      },
    )
  })
}

/**
 * Does as {@link waitInTime}. Unless `onLate` is given, it then aborts the signal that `run` received; a `run` that ignores
 * its signal continues, and its result is dropped.
 */
export function withDeadline<T>(
  run: (signal: AbortSignal) => Promise<T>,
  { onLate, ...patience }: DeadlineOptions<T>,
): Promise<T> {
  const controller = new AbortController()
  let running: Promise<T> | undefined
  const begin = (): Promise<T> => {
    running = run(controller.signal)
    return running
  }
  return waitInTime(begin, patience, (error) => {
    if (onLate) running?.then(onLate, () => {})
    else controller.abort(error)
  })
}

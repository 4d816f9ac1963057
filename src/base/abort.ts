/**
 * Waits for a promise until the signal aborts, then rejects with {@link reasonOf} the signal. The promise itself continues.
 */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | null | undefined): Promise<T> {
  if (!signal) return promise
  if (signal.aborted) {
    promise.catch(() => {})
    return Promise.reject(reasonOf(signal))
  }
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(reasonOf(signal))
    signal.addEventListener('abort', abort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

/** Why a signal has aborted. React Native's signals have no `reason`: an `AbortError` then. */
export function reasonOf({ reason }: AbortSignal): unknown {
  return reason ?? Object.assign(new Error('the caller aborted'), { name: 'AbortError' })
}

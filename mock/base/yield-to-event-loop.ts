// Captured on load: fake timers of a test must not stop what only yields.
const { setImmediate, setTimeout } = globalThis

/** Resolves after the platform's event loop has run everything that is ready. */
export function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve)
    else setTimeout(resolve, 0)
  })
}

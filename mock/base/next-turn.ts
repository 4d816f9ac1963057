// As they are when this is loaded: a test that holds the time must not hold up what only waits for its turn.
const { setImmediate, setTimeout } = globalThis

/** Waits until the platform's event loop has run everything that is ready to. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve)
    else setTimeout(resolve, 0)
  })
}

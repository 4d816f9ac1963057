/** The time of the mock in the service worker, and of the client that asks it: the device's, and what it was moved by. */
export interface MockClock {
  now(): number
  monotonicNow(): number
  /** Moves it on, in every tab. */
  advance(ms: number): void
}

const key = 'demo-mock-clock'

/** Makes the clock. What it was moved by is kept, so that a reload does not take the time back. */
export function createMockClock(): MockClock {
  let offsetMs = Number(localStorage.getItem(key)) || 0
  // A client looks at its session when the page is shown again, so let it: its timers have missed the time in between.
  const wake = (): boolean => window.dispatchEvent(new Event('focus'))
  window.addEventListener('storage', (event) => {
    if (event.key !== key) return
    offsetMs = Number(event.newValue) || 0
    wake()
  })
  return {
    now: () => Date.now() + offsetMs,
    monotonicNow: () => performance.now() + offsetMs,
    advance(ms) {
      offsetMs += ms
      localStorage.setItem(key, String(offsetMs))
      wake()
    },
  }
}

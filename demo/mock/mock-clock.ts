/** The clock of the mock in the service worker and of its client: the device's, plus an offset. */
export interface MockClock {
  now(): number
  monotonicNow(): number
  /** Advances it, in every tab. */
  advance(ms: number): void
}

const key = 'demo-mock-clock'

/** Makes the clock. Its offset is stored, so that a reload keeps it. */
export function createMockClock(): MockClock {
  let offsetMs = Number(localStorage.getItem(key)) || 0
  // The client checks its session when the page is shown again. Its timers missed the advance, so this triggers the check.
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

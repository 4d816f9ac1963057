/** How often one refresh is tried before its callers get the error. */
export const maxAttempts = 3

const firstMs = 500
const longestMs = 60_000

/**
 * How long to wait after the n-th failure in a row (from 1), in milliseconds: twice as long each time, at most a minute,
 * with jitter between half of that and all of it, so that many clients do not return at once.
 */
export function backoffMs(failures: number, random: () => number): number {
  // guard: longer pause after each failure
  const fullMs = Math.min(longestMs, firstMs * 2 ** (failures - 1))
  return fullMs * (0.5 + random() / 2)
}

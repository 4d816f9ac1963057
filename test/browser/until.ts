/** Waits in real time. */
export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** Waits until a condition holds, at most `limitMs`; resolves to whether it held. */
export async function until(holds: () => boolean | Promise<boolean>, withinMs: number): Promise<boolean> {
  const endMs = Date.now() + withinMs
  while (!(await holds())) {
    if (Date.now() > endMs) return false
    await sleep(10)
  }
  return true
}

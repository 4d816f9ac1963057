/** A clock's `setTimeout` that waits for nothing: a pause between two attempts ends at once, a time limit is never reached. */
export function skipPauses(run: () => void, delayMs: number): () => void {
  if (delayMs >= 5000) return () => {}
  const soon = setImmediate(run)
  return () => clearImmediate(soon)
}

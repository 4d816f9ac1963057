/** CPython's limit of recursion, at which its `json` gives up. */
export const deepestJson = 1000

const marks = /"[^"\\]*(?:\\.[^"\\]*)*"?|[[\]{}]/gs

/** Whether a text nests arrays and objects deeper than Python's `json` follows. It need not be JSON. */
export function isTooDeep(text: string): boolean {
  if (text.length <= deepestJson) return false
  let depth = 0
  for (const [mark] of text.matchAll(marks)) {
    if (mark === '[' || mark === '{') depth += 1
    else if (mark === ']' || mark === '}') depth -= 1
    if (depth > deepestJson) return true
  }
  return false
}

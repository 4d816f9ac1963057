/** CPython's recursion limit, beyond which its `json` fails. */
export const deepestJson = 1000

const marks = /"[^"\\]*(?:\\.[^"\\]*)*"?|[[\]{}]/gs

/** Whether a text nests arrays and objects deeper than Python's `json` reads. The text need not be JSON. */
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

/** CPython's recursion limit, beyond which its `json` fails. */
export const deepestJson = 1000

/** Whether a text nests arrays and objects deeper than Python's `json` reads. The text need not be JSON. */
export function isTooDeep(text: string): boolean {
  if (text.length <= deepestJson) return false
  let depth = 0
  let isInString = false
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (character === '"') isInString = !isInString
    else if (isInString) at += character === '\\' ? 1 : 0
    else if (character === '[' || character === '{') depth += 1
    else if (character === ']' || character === '}') depth -= 1
    if (depth > deepestJson) return true
  }
  return false
}

/** Whether an object of a valid JSON text has a key twice, however the key is escaped. One pass over the text. */
export function hasDuplicateKey(json: string): boolean {
  /** The keys of each open object; undefined for a list. */
  const open: (Set<string> | undefined)[] = []
  for (let at = 0; at < json.length; at += 1) {
    const sign = json[at]
    if (sign === '{') open.push(new Set())
    else if (sign === '[') open.push(undefined)
    else if (sign === '}' || sign === ']') open.pop()
    if (sign !== '"') continue
    const end = endOfText(json, at)
    const keys = open.at(-1)
    if (keys !== undefined && isBeforeColon(json, end + 1)) {
      const text = json.slice(at, end + 1)
      const key: string = text.includes('\\') ? JSON.parse(text) : text.slice(1, -1)
      if (keys.has(key)) return true
      keys.add(key)
    }
    at = end
  }
  return false
}

/** The index of the quotation mark that ends a text. */
function endOfText(json: string, start: number): number {
  let end = json.indexOf('"', start + 1)
  while (isEscaped(json, end)) end = json.indexOf('"', end + 1)
  return end
}

/** Whether an odd number of backslashes stands before an index. */
function isEscaped(json: string, at: number): boolean {
  let before = at - 1
  while (json[before] === '\\') before -= 1
  return (at - before) % 2 === 0
}

function isBeforeColon(json: string, from: number): boolean {
  let at = from
  while (/\s/.test(json[at] ?? '')) at += 1
  return json[at] === ':'
}

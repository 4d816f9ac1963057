import { isRecord } from './json.ts'
import { below, flaw, type Shape, tableOf, text } from './shape.ts'

/** Headers as an object, with names and values that `fetch` accepts. */
export const headers: Shape = (value) => {
  const wrongType = tableOf(text)(value)
  if (wrongType !== undefined) return wrongType
  const invalid = Object.entries(isRecord(value) ? value : {}).find(([name, each]) => !isHeader(name, String(each)))
  return invalid && below(invalid[0], flaw('a header that fetch accepts', invalid[1]))
}

function isHeader(name: string, value: string): boolean {
  try {
    return new Headers([[name, value]]) !== undefined
  } catch {
    return false
  }
}

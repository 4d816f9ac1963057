import { isRecord } from './json.ts'
import { below, flaw, type Shape, tableOf, text } from './shape.ts'

/** Headers as an object, with names and values that `fetch` accepts; none that sets or deletes cookies. */
export const headers: Shape = (value) => {
  const wrongType = tableOf(text)(value)
  if (wrongType !== undefined) return wrongType
  const given = Object.entries(isRecord(value) ? value : {})
  const cookie = given.find(([name]) => /^(?:set-cookie2?|clear-site-data)$/i.test(name))
  if (cookie !== undefined) {
    return below(cookie[0], flaw('left out, because cookies belong to every server on the same host', cookie[1]))
  }
  const invalid = given.find(([name, each]) => !isHeader(name, String(each)))
  return invalid && below(invalid[0], flaw('a header that fetch accepts', invalid[1]))
}

function isHeader(name: string, value: string): boolean {
  try {
    return new Headers([[name, value]]) !== undefined
  } catch {
    return false
  }
}

import { isRecord } from './json.ts'
import { type Shape, tableOf, text } from './shape.ts'

/** Headers as an object, by the rules of `fetch` for their names and values. */
export const headers: Shape = (value) => {
  const refused = Object.entries(isRecord(value) ? value : {}).find(([name, each]) => !isHeader(name, String(each)))
  return tableOf(text)(value) ?? (refused && { path: refused[0], problem: 'is no header that fetch would take' })
}

function isHeader(name: string, value: string): boolean {
  try {
    return new Headers([[name, value]]) !== undefined
  } catch {
    return false
  }
}

import { isRecord } from '../base/json.ts'

/** Whether a test holds for a JSON value that is not an array or object, or for any name or such value inside it. */
export function someLeaf(value: unknown, test: (leaf: unknown) => boolean): boolean {
  if (Array.isArray(value)) return value.some((each) => someLeaf(each, test))
  if (!isRecord(value)) return test(value)
  for (const name in value) if (test(name) || someLeaf(value[name], test)) return true
  return false
}

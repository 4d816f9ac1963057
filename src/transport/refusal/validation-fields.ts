import { isJsonObject } from '../../base/json.ts'

/**
 * Reads messages by input field from the body of a 422, or of a 400 of the same shape; undefined if the body is not a list
 * of validation errors.
 *
 * The field is the last name in `loc`, in camelCase; `body` stands for the input as a whole. Only `msg` is read: `input`
 * holds what the user typed, passwords included.
 *
 * @see openapi.json#/components/schemas/ValidationError
 */
export function readValidationFields(body: unknown): Readonly<Record<string, readonly string[]>> | undefined {
  const fields = new Map<string, string[]>()
  const items = isJsonObject(body) && Array.isArray(body.detail) ? body.detail.slice(0, maxItems) : []
  for (const item of items) {
    if (!isJsonObject(item) || !(item.loc || item.msg)) continue
    const names = [item.loc].flat().filter((part) => typeof part === 'string')
    const field = camelCase((names.pop() ?? 'body').slice(0, maxLength))
    const message = typeof item.msg === 'string' ? item.msg.slice(0, maxLength) : 'invalid'
    fields.set(field, [...(fields.get(field) ?? []), message])
  }
  return fields.size > 0 ? Object.fromEntries(fields) : undefined
}

/** How many validation errors are read, and how many characters of each message. */
const maxItems = 100
const maxLength = 500

function camelCase(wireName: string): string {
  return wireName.replace(/([^_])_([^_])/g, (_, before: string, letter: string) => before + letter.toUpperCase())
}

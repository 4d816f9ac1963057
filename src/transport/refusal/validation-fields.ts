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
  const detail = isJsonObject(body) && Array.isArray(body.detail) ? body.detail : []
  const items = detail
    .slice(0, maxItems)
    .filter(isJsonObject)
    .filter((item) => 'loc' in item || 'msg' in item)
  if (items.length === 0) return undefined
  const fields = new Map<string, string[]>()
  for (const item of items) {
    const loc = Array.isArray(item.loc) ? item.loc : []
    const field = camelCase(String(loc.filter((part) => typeof part === 'string').at(-1) ?? 'body').slice(0, maxLength))
    const message = typeof item.msg === 'string' ? item.msg.slice(0, maxLength) : 'invalid'
    const messages = fields.get(field)
    if (messages) messages.push(message)
    else fields.set(field, [message])
  }
  return Object.fromEntries(fields)
}

/** How many validation errors are read, and how many characters of each message. */
const maxItems = 100
const maxLength = 500

function camelCase(wireName: string): string {
  return wireName.replace(
    /([a-z0-9])_([a-z0-9])/g,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  )
}

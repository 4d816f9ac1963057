/** A JSON object as it came, nothing known of its fields. */
export interface JsonObject {
  readonly [field: string]: unknown
}

/** Whether a value is an object with named fields. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** An id as text: a string with something in it, or a number. */
export function idText(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : nonEmptyString(value)
}

/** The value where it is a string with something in it. */
export function nonEmptyString(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** A JSON object whose fields are unknown. */
export type JsonObject = { readonly [field: string]: unknown }

/** Whether a value is an object with named fields. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** An id as text: a non-empty string, or a number. */
export function idText(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : nonEmptyString(value)
}

/** The value if it is a non-empty string. */
export function nonEmptyString(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

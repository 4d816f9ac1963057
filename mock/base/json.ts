/** A value that JSON can hold. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/** Whether a value is an object and neither null nor an array. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether JSON can hold a value as it is. */
export function isJson(value: unknown): value is Json {
  if (typeof value === 'number') return Number.isFinite(value)
  if (Array.isArray(value)) return value.every(isJson)
  if (isRecord(value)) return Object.values(value).every(isJson)
  return value === null || typeof value === 'string' || typeof value === 'boolean'
}

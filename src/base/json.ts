/** A JSON object whose fields are unknown. */
export interface JsonObject {
  readonly [field: string]: unknown
}

/** Whether a value is an object with named fields. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** How deep the objects and arrays of a body may be nested. */
const maxDepth = 64

/** How deep those of a stored record may be, which wraps a part of a body once more. */
export const maxStoredDepth = 70

/**
 * Parses JSON; undefined for text that is not JSON or is nested deeper than `depth`, by default {@link maxDepth}. An integer that a number
 * cannot hold becomes a string, so that large ids stay exact. The error of `JSON.parse` is dropped: it quotes the text, which
 * may hold a token.
 */
export function parseJson(text: string, depth: number = maxDepth): unknown {
  try {
    // First: a text that is not JSON, with a string that never ends, would keep the search for integers busy for minutes.
    const value: unknown = JSON.parse(text)
    if (!isShallow(value, depth)) return undefined
    return /\d{16}/.test(text) ? JSON.parse(quoteLargeIntegers(text)) : value
  } catch {
    return undefined
  }
}

function quoteLargeIntegers(text: string): string {
  return text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
    /^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
  )
}

function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  return levels > 0 && Object.values(value).every((child) => isShallow(child, levels - 1))
}

/** An id as text: a non-empty string, or a number. */
export function idText(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : nonEmptyString(value)
}

/** The value if it is a non-empty string. */
export function nonEmptyString(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/**
 * Reads a record's own property, never one of its prototype: `constructor` is not a token. It is one lookup whether or not
 * the key exists, so that the time taken reveals nothing.
 */
export function ownValue<T>(records: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.getOwnPropertyDescriptor(records, key)?.value
}

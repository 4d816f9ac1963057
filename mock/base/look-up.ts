/**
 * What a record holds under a key of its own, never what its prototype holds: `constructor` is no token. It is one look-up
 * whether the key is there or not, so that the work tells nothing either.
 */
export function lookUp<T>(records: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.getOwnPropertyDescriptor(records, key)?.value
}

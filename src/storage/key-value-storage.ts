/** Stores strings by key. Each function may be sync or async. */
export interface KeyValueStorage {
  /** The value of a key; null or undefined if there is no value. */
  get(key: string): string | null | undefined | Promise<string | null | undefined>
  /** Stores a value. */
  set(key: string, value: string): unknown
  /** Removes a key. */
  remove(key: string): unknown
}

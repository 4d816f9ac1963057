/** Stores strings by key. Each function may be sync or async. */
export interface KeyValueStorage {
  get(key: string): string | null | undefined | Promise<string | null | undefined>
  set(key: string, value: string): unknown
  remove(key: string): unknown
}

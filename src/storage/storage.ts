import type { KeyValueStorage } from './key-value-storage.ts'

/**
 * Keeps a session between page loads: strings by key. Each function may be sync or async. One that rejects with a
 * `TimeoutError` is slow: the session stays `loading` and is read again; after another error it is taken for empty.
 *
 * @see describeStorage in `scaikey-portal-auth/mock/storage`, which tests an adapter
 */
export interface PortalAuthStorage extends KeyValueStorage {
  /**
   * Whether other tabs see the same values. Default: true; the client then lets one tab refresh at a time.
   */
  readonly shared?: boolean | undefined
  /**
   * Whether the values are out of reach where this code runs, as those of a browser are on a server: the session then stays
   * `loading`. Default: false.
   */
  readonly unreachable?: boolean | undefined
  /**
   * Replaces a value by the result of `change` in one atomic step; undefined leaves it as it is. `change` is called once,
   * synchronously, with the current value. A storage that cannot promise this leaves `update` out.
   */
  update?(key: string, change: (value: string | null | undefined) => string | undefined): unknown
  /**
   * Replaces a value in one step that is taken at once, and resolves to the value before. A logout uses it, since the page
   * may unload right after. Default: `get` and `set`, one right after the other.
   */
  replace?(key: string, value: string): string | null | undefined | Promise<string | null | undefined>
}

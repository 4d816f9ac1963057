import type { KeyValueStorage } from './key-value-storage.ts'

/**
 * Where a session is kept between page loads: a key and a string. Each function may be sync or async.
 *
 * @see describeStorage in `scaikey-portal-auth/mock/storage`, which tests an adapter
 */
export interface PortalAuthStorage extends KeyValueStorage {
  /**
   * Whether other tabs see the same values. Default: true; the client then takes care that one tab refreshes at a time.
   */
  readonly shared?: boolean | undefined
  /**
   * Replaces a value by what `change` makes of it, with no one else's write in between; undefined leaves it as it is.
   * `change` is called once and at once, with the true value. A storage that cannot promise that leaves `update` out.
   */
  update?(key: string, change: (value: string | null | undefined) => string | undefined): unknown
}

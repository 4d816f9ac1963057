/** A storage adapter, as `createPortalAuth({ storage })` takes it. */
export interface StorageUnderTest {
  readonly shared?: boolean | undefined
  get(key: string): string | null | undefined | Promise<string | null | undefined>
  set(key: string, value: string): unknown
  remove(key: string): unknown
  update?(key: string, change: (value: string | null | undefined) => string | undefined): unknown
}

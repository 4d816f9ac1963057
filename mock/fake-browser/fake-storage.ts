/** Faults of a fake storage. They can be changed at any time. */
export interface StorageFaults {
  /** Reads throw. */
  readsThrow: boolean
  /** Writes throw, as with an exceeded quota; deleting works. */
  writesThrow: boolean
  /**
   * How long after a write the `localStorage` of other tabs still shows the previous value, in milliseconds. It was measured
   * in browsers. Transactions always read the latest value.
   */
  staleForMs: number
}

/** A storage that the tabs of one browser share. */
export interface FakeStorage {
  /** The faults; assign to their members. */
  readonly faults: StorageFaults
  /** Reads a value for a tab. With `lags` it may be the value before the last write of another tab. */
  read(tab: object, key: string, lags?: boolean): string | undefined
  /** Writes a value for a tab; `undefined` deletes it. */
  write(tab: object, key: string, value: string | undefined): void
  /** Every written value, in order. */
  readonly history: readonly string[]
  /** All stored values. */
  values(): string[]
  /** Deletes everything, as a user or a browser does. */
  clear(): void
  /** Writes a value that every tab reads at once. */
  put(key: string, value: string): void
}

interface Entry {
  readonly value: string | undefined
  readonly before: string | undefined
  readonly writer: object | undefined
  readonly atMs: number
}

/** Makes an empty storage. */
export function createFakeStorage(now: () => number): FakeStorage {
  const entries = new Map<string, Entry>()
  const history: string[] = []
  const faults: StorageFaults = { readsThrow: false, writesThrow: false, staleForMs: 0 }

  function put(writer: object | undefined, key: string, value: string | undefined): void {
    if (value !== undefined) history.push(value)
    entries.set(key, { value, before: entries.get(key)?.value, writer, atMs: now() })
  }

  return {
    faults,
    history,
    read(tab, key, lags = false) {
      if (faults.readsThrow) throw new Error('the storage cannot be read')
      const entry = entries.get(key)
      if (entry?.writer === undefined) return entry?.value
      const stale = lags && entry.writer !== tab && now() - entry.atMs < faults.staleForMs
      return stale ? entry.before : entry.value
    },
    write(tab, key, value) {
      if (faults.writesThrow && value !== undefined) throw new Error('QuotaExceededError')
      put(tab, key, value)
    },
    values: () => [...entries.values()].map(({ value }) => value).filter((value) => value !== undefined),
    clear: () => entries.clear(),
    put: (key, value) => put(undefined, key, value),
  }
}

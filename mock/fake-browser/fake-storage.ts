/** What the storage of a browser does wrong. */
export interface StorageFaults {
  /** Reads throw. */
  readsThrow: boolean
  /** Writes throw, as when the quota is used up; deleting works. */
  writesThrow: boolean
  /**
   * For this long after a write, the other tabs’ `localStorage` shows what stood before it, as was measured in browsers.
   * In milliseconds. Transactions always see the truth.
   */
  staleForMs: number
}

/** A storage that the tabs of one browser share. */
export interface FakeStorage {
  readonly faults: StorageFaults
  /** What a tab reads. Where it `lags`, that may be what stood before another tab’s last write. */
  read(tab: object, key: string, lags?: boolean): string | undefined
  write(tab: object, key: string, value: string | undefined): void
  /** Every value that was ever written, in order. */
  readonly history: readonly string[]
  /** Everything that is stored, as its owner would find it on the disk. */
  values(): string[]
  /** Deletes everything, as the user or the browser may. */
  clear(): void
  /** Puts a value in place, whoever reads it. */
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

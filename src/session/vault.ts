import { readRecord, type SessionRecord, writeRecord } from './session-record.ts'
import type { PortalAuthStorage } from './storage.ts'

const key = 'scaikey-portal-auth.session'

/** The one place that reads and writes the stored record. */
export interface Vault {
  read(): Promise<SessionRecord>
  /**
   * Writes what `change` makes of the stored record; undefined writes nothing. Returns the record that then stands, and
   * whether it was written here.
   */
  swap(change: (stored: SessionRecord) => SessionRecord | undefined): Promise<SwapResult>
}

/** What a {@link Vault.swap} came to. */
export interface SwapResult {
  readonly swapped: boolean
  readonly record: SessionRecord
}

/** Makes the vault over a storage. */
export function createVault(storage: PortalAuthStorage): Vault {
  const update = storage.update?.bind(storage) ?? readThenWrite
  return {
    read: async () => readRecord(await storage.get(key)),
    async swap(change) {
      let result: SwapResult | undefined
      await update(key, (text) => {
        const stored = readRecord(text)
        const next = change(stored)
        result = { swapped: next !== undefined, record: next ?? stored }
        return next && writeRecord(next)
      })
      if (result === undefined) throw new TypeError('the storage adapter’s update did not call its change function')
      return result
    },
  }

  async function readThenWrite(
    at: string,
    change: (value: string | null | undefined) => string | undefined,
  ): Promise<void> {
    const next = change(await storage.get(at))
    if (next !== undefined) await storage.set(at, next)
  }
}

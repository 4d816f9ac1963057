import { expect } from 'vitest'
import type { PortalAuthStorage } from '../../../src/index.ts'

type Access = 'get' | 'set'

/** A storage of one tab whose accesses a test can hold up. */
export interface SlowStorage {
  readonly storage: PortalAuthStorage
  /** Every value that was written, in order. */
  readonly written: readonly string[]
  /** Makes the next access of a kind wait until the returned function is called. */
  hold(access: Access): () => void
  /** Resolves when the access that is held has begun. */
  begun(access: Access): Promise<void>
}

export function createSlowStorage(): SlowStorage {
  const values = new Map<string, string>()
  const written: string[] = []
  const waits = new Map<Access, Promise<void>>()
  const pass = async (access: Access): Promise<void> => {
    const held = waits.get(access)
    waits.delete(access)
    await held
  }
  return {
    written,
    storage: {
      shared: false,
      // The value is read before the wait, so that a late one is outdated.
      get: (key) => {
        const value = values.get(key)
        return pass('get').then(() => value)
      },
      set: async (key, value) => {
        await pass('set')
        written.push(value)
        values.set(key, value)
      },
      remove: (key) => values.delete(key),
    },
    hold(access) {
      const { promise, resolve } = Promise.withResolvers<void>()
      waits.set(access, promise)
      return resolve
    },
    begun: (access) => expect.poll(() => waits.has(access)).toBe(false),
  }
}

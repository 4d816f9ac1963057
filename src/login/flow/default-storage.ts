import type { KeyValueStorage } from '../../storage/key-value-storage.ts'
import { memoryStorage } from '../../storage/memory-storage.ts'
import type { PortalAuthStorage } from '../../storage/storage.ts'
import { webStorage } from '../../storage/web-storage.ts'

/** The storage of a login in progress: it survives a reload if the session does, and belongs to one tab in any case. */
export function defaultFlowStorage(storage: PortalAuthStorage): KeyValueStorage {
  // Only a page has tabs. A server may have a sessionStorage too, one for all its users.
  if (storage.shared === false || typeof document === 'undefined') return storage
  try {
    return webStorage(sessionStorage)
  } catch {
    // A sandboxed frame has no sessionStorage.
    return memoryStorage()
  }
}

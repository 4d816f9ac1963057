// @vitest-environment happy-dom
import { IDBFactory } from 'fake-indexeddb'
import { vi } from 'vitest'

vi.stubGlobal('indexedDB', new IDBFactory())
// The recipe's own tests, which the import defines.
await import('fence:login.test.tsx' as string)

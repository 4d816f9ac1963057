export {
  createFakeBrowser,
  type FakeBrowser,
  type FakeBrowserOptions,
  type SleepOptions,
} from './fake-browser/fake-browser.ts'
export type { FakeLockManager } from './fake-browser/fake-locks.ts'
export type {
  FakeLifecycleEvent,
  FakeLocalStorage,
  FakeNetwork,
  FakeTabPorts,
} from './fake-browser/fake-ports.ts'
export type { FakeStorage, StorageFaults } from './fake-browser/fake-storage.ts'
export type { FakeTab } from './fake-browser/fake-tab.ts'

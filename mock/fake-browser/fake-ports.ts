import type { FakeLockManager } from './fake-locks.ts'

/** An event of a page's life, for the client's `lifecycle` port. */
export type FakeLifecycleEvent =
  /** The page is visible again, or resumed. */
  | 'wake'
  /** The page is hidden and runs on. */
  | 'hidden'
  /** The page is about to be frozen. */
  | 'sleep'
  /** The network is back. */
  | 'online'
  /** The network is lost. */
  | 'offline'

/** Intercepts the requests of a tab; `next` sends a request to the server. */
export type FakeNetwork = (request: Request, next: (request: Request) => Promise<Response>) => Promise<Response>

/** The part of `Storage` that `webStorage` uses. */
export interface FakeLocalStorage {
  /** The value of a key; `null` without one. */
  getItem(key: string): string | null
  /** Stores a value. */
  setItem(key: string, value: string): void
  /** Deletes a value. */
  removeItem(key: string): void
}

/** The ports that `createPortalAuth` takes, each bound to one tab. */
export interface FakeTabPorts {
  /** The device clock, a monotonic clock and timers, in milliseconds of virtual time. */
  readonly clock: {
    now(): number
    monotonicNow(): number
    setTimeout(run: () => void, delayMs: number): () => void
  }
  /** The shared storage with transactions, like IndexedDB. */
  readonly storage: {
    readonly shared: true
    get(key: string): Promise<string | undefined>
    set(key: string, value: string): Promise<void>
    remove(key: string): Promise<void>
    update(key: string, change: (value: string | undefined) => string | undefined): Promise<void>
    replace(key: string, value: string): Promise<string | undefined>
  }
  /** The locks that the tabs share. */
  readonly lock: FakeLockManager
  /** Notifies the other tabs. */
  readonly channel: { post(): void; subscribe(listener: () => void): () => void }
  /** The events of the tab, and whether it is online. */
  readonly lifecycle: { subscribe(listener: (event: FakeLifecycleEvent) => void): () => void; isOnline(): boolean }
  /** Sends a request through `network`. Rejects with a `TypeError` while the tab is offline. */
  readonly fetch: (request: Request) => Promise<Response>
}

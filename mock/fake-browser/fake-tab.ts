import type { FakeLockManager, FakeLocks } from './fake-locks.ts'
import type { FakeStorage } from './fake-storage.ts'
import type { VirtualTime } from './virtual-time.ts'

/** What happens to a page, as a client’s `lifecycle` tells it. */
export type FakeLifecycleEvent = 'wake' | 'hidden' | 'sleep' | 'online' | 'offline'

/** Does what it likes with a request of a tab; `next` sends it on to the server. */
export type FakeNetwork = (request: Request, next: (request: Request) => Promise<Response>) => Promise<Response>

/** A `Storage` of the page, as far as keys and strings go. */
interface FakeLocalStorage {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

/** What `createPortalAuth` takes, each bound to one tab. */
export interface FakeTabPorts {
  readonly clock: {
    now(): number
    monotonicNow(): number
    setTimeout(run: () => void, delayMs: number): () => void
  }
  readonly storage: {
    readonly shared: true
    get(key: string): Promise<string | undefined>
    set(key: string, value: string): Promise<void>
    remove(key: string): Promise<void>
    update(key: string, change: (value: string | undefined) => string | undefined): Promise<void>
  }
  readonly lock: FakeLockManager
  readonly channel: { post(): void; subscribe(listener: () => void): () => void }
  readonly lifecycle: { subscribe(listener: (event: FakeLifecycleEvent) => void): () => void; isOnline(): boolean }
  readonly fetch: (request: Request) => Promise<Response>
}

/** One tab of a fake browser. */
export interface FakeTab {
  /** Options of `createPortalAuth`. */
  readonly ports: FakeTabPorts
  /** The shared storage without transactions, as `webStorage` takes it; it can lag. */
  readonly localStorage: FakeLocalStorage
  /** A storage of this tab alone, as `createLoginFlow` takes it: it survives a reload, not the tab. */
  readonly flowStorage: {
    get(key: string): string | undefined
    set(key: string, value: string): void
    remove(key: string): void
  }
  /** What the tab itself remembers, as `sessionStorage` does. */
  readonly own: Map<string, string>
  /** Stands between the tab and the server. Default: passes everything on. */
  network: FakeNetwork
  /** The tab is gone: nothing in it runs any more. What it had sent is still answered, to nobody. */
  kill(): void
  /** Nothing in the tab runs until it is resumed; it keeps its locks. */
  freeze(): void
  /** The tab goes on where it stood, and is told so. */
  resume(): void
  /** The tab is hidden: it runs on in the background; and shown again. */
  hide(): void
  show(): void
  /** The tab’s timers run at full multiples of this many milliseconds only, as in the background; 0 lets them run. */
  throttle(ms: number): void
  /** The device loses its network, for this tab, and finds it again. */
  goOffline(): void
  goOnline(): void
  /** Tells the page what has happened to it. */
  dispatch(event: FakeLifecycleEvent): void
  /** Timers, and listeners of channel and lifecycle, that the tab has set and not removed. */
  countHandles(): number
}

/** What the tabs of a browser share. */
export interface FakeTabOptions {
  readonly time: VirtualTime
  readonly storage: FakeStorage
  readonly locks: FakeLocks
  /** Who listens to the channel, by tab. */
  readonly channel: Map<object, Set<() => void>>
  readonly device: { skewMs: number; sleptMs: number }
  /** What the tab itself remembers, as `sessionStorage` does. */
  readonly own: Map<string, string>
  readonly fetch: (request: Request) => Promise<Response>
}

/** Makes a tab. Everything it is given reaches it through a gate that is shut while it is frozen, and for good once killed. */
export function createFakeTab({ time, storage, locks, channel, device, own, fetch }: FakeTabOptions): FakeTab {
  // What storage, locks and channel know the tab by.
  const identity = {}
  let state: 'running' | 'frozen' | 'killed' = 'running'
  let online = true
  let throttleMs = 0
  let handles = 0
  const waiting: (() => void)[] = []
  const heard = new Set<() => void>()
  channel.set(identity, heard)
  const told = new Set<(event: FakeLifecycleEvent) => void>()

  const gate = (): Promise<void> =>
    state === 'running' ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))
  const deliver = async <T>(value: Promise<T>): Promise<T> => {
    const settled = await Promise.allSettled([value])
    await gate()
    const [outcome] = settled
    if (outcome.status === 'rejected') throw outcome.reason
    return outcome.value
  }
  const access = <T>(work: () => T): Promise<T> => deliver(new Promise((resolve) => resolve(work())))
  const listen = <T>(set: Set<T>, listener: T): (() => void) => {
    set.add(listener)
    return () => set.delete(listener)
  }

  const send = (request: Request): Promise<Response> => time.track(fetch(request))

  const tab: FakeTab = {
    own,
    network: (request, next) => next(request),
    localStorage: {
      getItem: (key) => storage.read(identity, key, true) ?? null,
      setItem: (key, value) => storage.write(identity, key, value),
      removeItem: (key) => storage.write(identity, key, undefined),
    },
    flowStorage: {
      get: (key) => own.get(key),
      set: (key, value) => void own.set(key, value),
      remove: (key) => void own.delete(key),
    },
    ports: {
      clock: {
        now: () => time.now() + device.skewMs,
        monotonicNow: () => time.now() - device.sleptMs,
        setTimeout(run, delayMs) {
          const dueMs = time.now() + Math.max(0, delayMs)
          const instantMs = throttleMs > 0 ? Math.ceil(dueMs / throttleMs) * throttleMs : dueMs
          handles += 1
          let pending = true
          const finish = (): void => {
            if (pending) handles -= 1
            pending = false
          }
          const cancel = time.at(
            instantMs,
            () => {
              finish()
              run()
            },
            () => state === 'running',
          )
          return () => {
            finish()
            cancel()
          }
        },
      },
      storage: {
        shared: true,
        get: (key) => access(() => storage.read(identity, key)),
        set: (key, value) => access(() => storage.write(identity, key, value)),
        remove: (key) => access(() => storage.write(identity, key, undefined)),
        update: (key, change) =>
          access(() => {
            const next = change(storage.read(identity, key))
            if (next !== undefined) storage.write(identity, key, next)
          }),
      },
      lock: locks.managerFor(identity, deliver),
      channel: {
        post() {
          for (const [other, listeners] of channel) {
            if (other !== identity) for (const listener of [...listeners]) listener()
          }
        },
        subscribe: (listener) => listen(heard, () => void gate().then(listener)),
      },
      lifecycle: { subscribe: (listener) => listen(told, listener), isOnline: () => online },
      fetch: (request) => deliver(online ? tab.network(request, send) : Promise.reject(new TypeError('offline'))),
    },
    kill() {
      state = 'killed'
      waiting.length = 0
      heard.clear()
      told.clear()
      locks.release(identity)
    },
    freeze() {
      if (state !== 'running') return
      tab.dispatch('sleep')
      state = 'frozen'
    },
    resume() {
      if (state !== 'frozen') return
      state = 'running'
      for (const go of waiting.splice(0)) go()
      time.retry()
      tab.dispatch('wake')
    },
    hide: () => tab.dispatch('hidden'),
    show: () => tab.dispatch('wake'),
    throttle(ms) {
      throttleMs = ms
    },
    goOffline() {
      online = false
      tab.dispatch('offline')
    },
    goOnline() {
      online = true
      tab.dispatch('online')
    },
    dispatch(event) {
      if (state === 'running') for (const listener of [...told]) listener(event)
    },
    countHandles: () => handles + heard.size + told.size,
  }
  return tab
}

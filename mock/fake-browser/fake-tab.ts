import { nextUint32, type RandomState } from '../base/random.ts'
import { createFakeClock, type FakeDevice } from './fake-clock.ts'
import type { FakeLocks } from './fake-locks.ts'
import type { FakeLifecycleEvent, FakeLocalStorage, FakeNetwork, FakeTabPorts } from './fake-ports.ts'
import type { FakeStorage } from './fake-storage.ts'
import type { VirtualTime } from './virtual-time.ts'

/** One tab of a fake browser. */
export interface FakeTab {
  /** Options of `createPortalAuth`. */
  readonly ports: FakeTabPorts
  /** The shared storage without transactions, for `webStorage`. It lags by `faults.staleForMs`. */
  readonly localStorage: FakeLocalStorage
  /** A storage of this tab alone, for `createLoginFlow`, like `sessionStorage`: it survives a reload, but not the tab. */
  readonly flowStorage: {
    get(key: string): string | undefined
    set(key: string, value: string): void
    remove(key: string): void
  }
  /** The content of the tab's own storage, like `sessionStorage`. */
  readonly own: Map<string, string>
  /** Intercepts the requests of the tab. Default: sends each to the server. */
  network: FakeNetwork
  /** Closes the tab at once: nothing in it runs any more, and it releases its locks. Its requests still reach the server. */
  kill(): void
  /** Freezes the tab: nothing in it runs until `resume`. It keeps its locks. */
  freeze(): void
  /** Resumes a frozen tab: what waited runs before, after or between one or two events `wake`, depending on the tab. */
  resume(): void
  /** Hides the tab: it runs on in the background. */
  hide(): void
  /** Shows a hidden tab. */
  show(): void
  /** Runs the tab's timers only at multiples of `ms` milliseconds, as browsers do in the background; 0 ends that. */
  throttle(ms: number): void
  /** Takes this tab offline: its requests reject. */
  goOffline(): void
  /** Takes this tab online again. */
  goOnline(): void
  /** Dispatches an event to the listeners of `lifecycle`. */
  dispatch(event: FakeLifecycleEvent): void
  /** The number of pending timers, and of listeners on channel and lifecycle. A disposed client leaves none. */
  countHandles(): number
}

/** What a tab shares with the other tabs of its browser, and its own storage. */
export interface FakeTabOptions {
  readonly time: VirtualTime
  readonly storage: FakeStorage
  readonly locks: FakeLocks
  /** The listeners of the channel, by tab. */
  readonly channel: Map<object, Set<() => void>>
  readonly device: FakeDevice
  /** Decides in what this tab differs from others. */
  readonly random: RandomState
  /** The content of the tab's own storage, like `sessionStorage`. */
  readonly own: Map<string, string>
  readonly fetch: (request: Request) => Promise<Response>
}

/** In which order the events and the tasks that waited reach a page that is resumed: browsers promise none. */
const resumeOrders: readonly (readonly ('tasks' | 'wake')[])[] = [
  ['tasks', 'wake'],
  ['wake', 'tasks'],
  ['wake', 'tasks', 'wake'],
]

/** Makes a tab. Results reach its code through a gate, which is closed while the tab is frozen and for ever after `kill`. */
export function createFakeTab({ time, storage, locks, channel, device, random, own, fetch }: FakeTabOptions): FakeTab {
  // Identifies the tab to storage, locks and channel.
  const identity = {}
  let state: 'running' | 'frozen' | 'killed' = 'running'
  let online = true
  let throttleMs = 0
  let handles = 0
  const waiting: (() => void)[] = []
  const clock = createFakeClock(time, device, random)
  const resumeOrder = resumeOrders[nextUint32(random) % resumeOrders.length] ?? []
  const channelListeners = new Set<() => void>()
  channel.set(identity, channelListeners)
  const lifecycleListeners = new Set<(event: FakeLifecycleEvent) => void>()

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
        ...clock,
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
        replace: (key, value) =>
          access(() => {
            const before = storage.read(identity, key)
            storage.write(identity, key, value)
            return before
          }),
      },
      lock: locks.managerFor(identity, deliver),
      channel: {
        post() {
          for (const [other, listeners] of channel) {
            if (other !== identity) for (const listener of [...listeners]) listener()
          }
        },
        subscribe: (listener) => listen(channelListeners, () => void gate().then(listener)),
      },
      lifecycle: { subscribe: (listener) => listen(lifecycleListeners, listener), isOnline: () => online },
      fetch: (request) => deliver(online ? tab.network(request, send) : Promise.reject(new TypeError('offline'))),
    },
    kill() {
      state = 'killed'
      waiting.length = 0
      channelListeners.clear()
      lifecycleListeners.clear()
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
      for (const next of resumeOrder) {
        if (next === 'wake') tab.dispatch('wake')
        else {
          for (const go of waiting.splice(0)) go()
          time.retry()
        }
      }
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
      if (state === 'running') for (const listener of [...lifecycleListeners]) listener(event)
    },
    countHandles: () => handles + channelListeners.size + lifecycleListeners.size,
  }
  return tab
}

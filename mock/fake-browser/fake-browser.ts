import { minuteMs } from '../base/duration.ts'
import { createFakeLocks } from './fake-locks.ts'
import { createFakeStorage, type FakeStorage } from './fake-storage.ts'
import { createFakeTab, type FakeTab } from './fake-tab.ts'
import { createVirtualTime } from './virtual-time.ts'

/** How a {@link FakeBrowser} is made. */
export interface FakeBrowserOptions {
  /** The server behind every tab, such as `portal.fetch`. */
  readonly fetch: (request: Request) => Promise<Response>
  /** When virtual time begins, in milliseconds since the epoch. Default: 2026-01-01 in UTC. */
  readonly startMs?: number | undefined
}

/**
 * A browser of several tabs without a browser: one storage, one set of locks, one channel and one network, in virtual
 * time. Each tab has what `createPortalAuth` takes; what happens to a tab happens to the client in it.
 */
export interface FakeBrowser {
  /** The true time, which the device clock may differ from. */
  now(): number
  /** Opens a tab. */
  openTab(): FakeTab
  /** Loads a tab’s page again: what ran in it is gone, what the tab itself remembers is there. */
  reload(tab: FakeTab): FakeTab
  readonly tabs: readonly FakeTab[]
  readonly storage: FakeStorage
  /** Moves time on, running what falls due on the way. */
  advance(ms: number): Promise<void>
  /** Waits, with time standing still, until nothing is under way. */
  settle(): Promise<void>
  /** Waits for a promise of a client, moving time on as far as it needs, up to `limitMs` (default: ten minutes). */
  run<T>(promise: Promise<T>, limitMs?: number): Promise<T>
  /** Sets the device clock this much forward, or back. */
  jumpClock(ms: number): void
  /** The machine sleeps: nothing runs, and the monotonic clocks stand still, as they do on many. No tab is told. */
  sleep(ms: number): void
}

/** Makes a browser without tabs. */
export function createFakeBrowser({ fetch, startMs = Date.UTC(2026, 0, 1) }: FakeBrowserOptions): FakeBrowser {
  const time = createVirtualTime(startMs)
  const storage = createFakeStorage(time.now)
  const locks = createFakeLocks()
  const tabs: FakeTab[] = []
  const channel = new Map<object, Set<() => void>>()
  const device = { skewMs: 0, sleptMs: 0 }

  function open(own: Map<string, string>): FakeTab {
    const tab = createFakeTab({ time, storage, locks, channel, device, own, fetch })
    tabs.push(tab)
    return tab
  }

  return {
    now: time.now,
    tabs,
    storage,
    openTab: () => open(new Map()),
    reload(tab) {
      tab.kill()
      return open(tab.own)
    },
    advance: time.advance,
    settle: time.settle,
    async run(promise, limitMs = 10 * minuteMs) {
      let settled = false
      const untilMs = time.now() + limitMs
      const done = (): void => {
        settled = true
      }
      promise.then(done, done)
      await time.settle()
      while (!settled && time.now() < untilMs) await time.advance(100)
      if (!settled) throw new Error(`still pending after ${limitMs} ms of virtual time`)
      return promise
    },
    jumpClock(ms) {
      device.skewMs += ms
    },
    sleep(ms) {
      device.sleptMs += ms
      time.skip(ms)
    },
  }
}

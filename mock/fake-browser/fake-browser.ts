import { minuteMs } from '../base/duration.ts'
import { randomStateFrom } from '../base/random.ts'
import { createFakeLocks } from './fake-locks.ts'
import { createFakeStorage, type FakeStorage } from './fake-storage.ts'
import { createFakeTab, type FakeTab } from './fake-tab.ts'
import { createVirtualTime } from './virtual-time.ts'

/** Options of {@link createFakeBrowser}. */
export interface FakeBrowserOptions {
  /** The server of every tab, such as `portal.fetch`. */
  readonly fetch: (request: Request) => Promise<Response>
  /** The start of virtual time, in milliseconds since the epoch. Default: 2026-01-01 in UTC. */
  readonly startMs?: number | undefined
  /**
   * Decides in what the tabs differ: where their monotonic clocks start, how fast they run, and in which order events reach
   * a tab that is resumed. Default: 1.
   */
  readonly seed?: number | undefined
}

/**
 * A fake browser with several tabs in virtual time. They share one storage, one set of locks, one channel and one network.
 * Each tab has the ports that `createPortalAuth` takes, so a client can live in it.
 */
export interface FakeBrowser {
  /** The true time, in milliseconds since the epoch. The device clock may differ. */
  now(): number
  /** Opens a tab. */
  openTab(): FakeTab
  /** Reloads the page of a tab: its code stops, its own storage stays. Returns the tab to use from now on. */
  reload(tab: FakeTab): FakeTab
  /** The tabs in the order in which they were opened, closed ones too. */
  readonly tabs: readonly FakeTab[]
  /** The storage that the tabs share. */
  readonly storage: FakeStorage
  /** Advances time by `ms` milliseconds and runs the timers that become due. */
  advance(ms: number): Promise<void>
  /** Waits until nothing is in progress. Time stands still. */
  settle(): Promise<void>
  /**
   * Waits for a promise of a client and advances time as far as it needs, at most by `limitMs` milliseconds of virtual time
   * (default: ten minutes). Settles as the promise does; rejects with an `Error` if it is still pending then.
   */
  run<T>(promise: Promise<T>, limitMs?: number): Promise<T>
  /** Sets the device clock forward by `ms` milliseconds; negative: back. */
  jumpClock(ms: number): void
  /** The machine sleeps for `ms` milliseconds: no timer runs, and no tab gets an event. */
  sleep(ms: number, options?: SleepOptions): void
}

/** Options of {@link FakeBrowser.sleep}. */
export interface SleepOptions {
  /** Whether the monotonic clocks stand still in sleep, as on macOS and Linux, or advance, as on Windows. Default: true. */
  readonly stopsMonotonicClocks?: boolean | undefined
}

/** Makes a browser without tabs. */
export function createFakeBrowser({
  fetch,
  startMs = Date.UTC(2026, 0, 1),
  seed = 1,
}: FakeBrowserOptions): FakeBrowser {
  const time = createVirtualTime(startMs)
  const storage = createFakeStorage(time.now)
  const locks = createFakeLocks()
  const tabs: FakeTab[] = []
  const channel = new Map<object, Set<() => void>>()
  const device = { skewMs: 0, sleptMs: 0 }
  const random = randomStateFrom(`tabs ${seed}`)

  function open(own: Map<string, string>): FakeTab {
    const tab = createFakeTab({ time, storage, locks, channel, device, random, own, fetch })
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
      if (!settled) throw new Error(`browser.run(): the promise is still pending after ${limitMs} ms of virtual time`)
      return promise
    },
    jumpClock(ms) {
      device.skewMs += ms
    },
    sleep(ms, { stopsMonotonicClocks = true } = {}) {
      if (stopsMonotonicClocks) device.sleptMs += ms
      time.skip(ms)
    },
  }
}

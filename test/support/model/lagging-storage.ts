import type { FakeTabPorts } from '../../../mock/tabs.ts'
import type { ModelClient, World } from './world.ts'

/** A write to the shared storage. */
export interface StorageWrite {
  readonly atMs: number
  readonly client: ModelClient
  readonly text: string
  /** The value before; undefined before the first write. */
  readonly before: string | undefined
}

/**
 * The storage of a tab, with a delay. As in IndexedDB the accesses of a tab run in order and each is atomic; an access runs,
 * and its promise settles, only while the tab runs.
 */
export function laggingStorage(
  storage: FakeTabPorts['storage'],
  client: () => ModelClient,
  world: World,
): FakeTabPorts['storage'] {
  const { storageMs } = world.setting
  let last: Promise<unknown> = Promise.resolve()

  const inTurn = <T>(access: () => Promise<T>): Promise<T> => {
    const mine = last.then(async () => {
      await world.lag(storageMs)
      await running(client())
      const value = await access()
      await world.lag(storageMs)
      await running(client())
      return value
    })
    last = mine.catch(() => {}).then(runMicrotasks)
    return mine
  }

  return {
    shared: true,
    get: (key) => inTurn(() => storage.get(key)),
    set: (key, value) => inTurn(() => storage.set(key, value)),
    replace: (key, text) =>
      inTurn(() => {
        const before = world.browser.storage.read({}, key)
        world.writes.push({ atMs: world.now(), client: client(), text, before })
        return storage.replace(key, text)
      }),
    remove: (key) => inTurn(() => storage.remove(key)),
    update: (key, change) =>
      inTurn(() =>
        storage.update(key, (before) => {
          const text = change(before)
          if (text !== undefined) world.writes.push({ atMs: world.now(), client: client(), text, before })
          return text
        }),
      ),
  }
}

/** As in a browser, what the result of an access leads to runs before the next access. */
async function runMicrotasks(): Promise<void> {
  for (let count = 0; count < 30; count++) await undefined
}

/** Waits until a tab runs; never resolves after it has been killed. */
function running(client: ModelClient): Promise<void> {
  if (client.state === 'running') return Promise.resolve()
  return new Promise((resolve) => client.onResume.push(resolve))
}

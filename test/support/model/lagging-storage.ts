import type { FakeTabPorts } from '../../../mock/tabs.ts'
import type { ModelClient, World } from './world.ts'

/** A write to the shared storage. */
export interface StorageWrite {
  readonly atMs: number
  readonly client: ModelClient
  readonly text: string
  /** What stood before; undefined where nothing did. */
  readonly before: string | undefined
}

/**
 * The storage of a tab with the time that it takes: like IndexedDB, each access comes after those that the tab began
 * before, is one step, and needs its tab both to happen and to be told of.
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
    last = mine.catch(() => {})
    return mine
  }

  return {
    shared: true,
    get: (key) => inTurn(() => storage.get(key)),
    set: (key, value) => inTurn(() => storage.set(key, value)),
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

/** Waits until a tab runs; for ever where it has been killed. */
export function running(client: ModelClient): Promise<void> {
  if (client.state === 'running') return Promise.resolve()
  return new Promise((resolve) => client.onResume.push(resolve))
}

import { createStore, get, set } from 'idb-keyval'
import type { StateStore } from '../portal/shared-turns.ts'

/** The name of the database, the lock and the channel. */
const name = 'scaikey-portal-mock'

/** A store in IndexedDB, which all tabs of an origin share under one Web Lock. Throws where a browser lacks a part. */
export function browserStore(): StateStore {
  const database = createStore(name, 'state')
  const channel = new BroadcastChannel(name)
  const { locks } = navigator
  return {
    exclusively: async (task) => await locks.request(name, task),
    read: () => get<string>('portal', database),
    async write(text) {
      await set('portal', text, database)
      channel.postMessage('written')
    },
    subscribe(onWritten) {
      channel.addEventListener('message', onWritten)
    },
  }
}

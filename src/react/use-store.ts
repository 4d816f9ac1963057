import { useSyncExternalStore } from 'react'
import type { Store } from '../base/store.ts'

/**
 * What a store holds; the component renders again when that changes, and never with two values in one tree. On a server,
 * and while hydrating, it is the store's initial value, so that both render the same.
 */
export function useStore<T>({ subscribe, getSnapshot, getInitialSnapshot }: Store<T>): T {
  return useSyncExternalStore(subscribe, getSnapshot, getInitialSnapshot)
}

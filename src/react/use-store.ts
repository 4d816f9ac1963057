import { useSyncExternalStore } from 'react'
import type { Store } from '../base/store.ts'

/**
 * The value of a store. The component renders again when it changes, and one tree never shows two values. On a server and
 * during hydration it is the store's initial value, so that both render the same.
 */
export function useStore<T>({ subscribe, getSnapshot, getInitialSnapshot }: Store<T>): T {
  return useSyncExternalStore(subscribe, getSnapshot, getInitialSnapshot)
}

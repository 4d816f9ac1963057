/**
 * What happens to a page. `wake`: it was shown, focused, resumed or restored, so anything may have changed meanwhile.
 * `hidden`: it runs on where nobody sees it. `sleep`: it is frozen or put away, so its timers are of no use.
 */
export type LifecycleEvent = 'wake' | 'hidden' | 'sleep' | 'online' | 'offline'

/** Tells of what happens to the page. */
export interface PortalAuthLifecycle {
  /** Calls `listener` until the returned function is called. */
  subscribe(listener: (event: LifecycleEvent) => void): () => void
  /** False only where it is certain that no request can leave. */
  isOnline(): boolean
}

const pageEvents: readonly (readonly [target: 'window' | 'document', type: string, event: LifecycleEvent])[] = [
  ['document', 'visibilitychange', 'wake'],
  ['document', 'resume', 'wake'],
  ['document', 'freeze', 'sleep'],
  ['window', 'focus', 'wake'],
  ['window', 'pageshow', 'wake'],
  ['window', 'pagehide', 'sleep'],
  ['window', 'online', 'online'],
  ['window', 'offline', 'offline'],
]

/** The lifecycle of the page this runs in; outside a page nothing ever happens. */
export const pageLifecycle: PortalAuthLifecycle = {
  subscribe(listener) {
    if (typeof window === 'undefined' || typeof document === 'undefined') return () => {}
    if (typeof window.addEventListener !== 'function') return () => {}
    if (document.visibilityState === 'hidden') listener('hidden')
    const leave = new AbortController()
    for (const [target, type, event] of pageEvents) {
      const heard = (): void => {
        listener(type === 'visibilitychange' && document.visibilityState === 'hidden' ? 'hidden' : event)
      }
      const from = target === 'window' ? window : document
      from.addEventListener(type, heard, { signal: leave.signal })
    }
    return () => leave.abort()
  },
  isOnline: () => typeof navigator === 'undefined' || navigator.onLine !== false,
}

/** An event of the page. */
export type LifecycleEvent =
  /** The page was shown, focused, resumed or restored: anything may have changed meanwhile. */
  | 'wake'
  /** The page is hidden and runs on. */
  | 'hidden'
  /** The page is frozen or in the back/forward cache: its timers do not run. */
  | 'sleep'
  /** The device is online again. */
  | 'online'
  /** The device is offline. */
  | 'offline'

/** Reports the events of the page. */
export interface PortalAuthLifecycle {
  /** Calls `listener` until the returned function is called. */
  subscribe(listener: (event: LifecycleEvent) => void): () => void
  /** False only if certainly no request can leave. */
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

/** The lifecycle of the page that this code runs in. Outside a page there are no events. */
export const pageLifecycle: PortalAuthLifecycle = {
  subscribe(listener) {
    if (typeof window === 'undefined' || typeof document === 'undefined') return () => {}
    if (typeof window.addEventListener !== 'function') return () => {}
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

/** Tells the other tabs that the stored session has changed. What it has become they read for themselves. */
export interface PortalAuthChannel {
  post(): void
  /** Calls `listener` when another tab has posted, until the returned function is called. */
  subscribe(listener: () => void): () => void
}

/** A channel through `BroadcastChannel`; where there is none, tabs learn of changes when they wake. */
export function broadcastChannel(name: string): PortalAuthChannel {
  let channel: BroadcastChannel | undefined
  return {
    post() {
      try {
        channel?.postMessage('changed')
      } catch {
        // Closed by the browser; the other tabs read the storage when they wake.
      }
    },
    subscribe(listener) {
      if (typeof BroadcastChannel === 'undefined') return () => {}
      const opened = new BroadcastChannel(name)
      // Node would stay alive for it.
      if ('unref' in opened && typeof opened.unref === 'function') opened.unref()
      opened.onmessage = listener
      channel = opened
      return () => {
        opened.close()
        channel = undefined
      }
    },
  }
}

/** The channel of a storage that no other tab sees. */
export const noChannel: PortalAuthChannel = { post() {}, subscribe: () => () => {} }

/** Notifies other tabs that the stored session has changed. They reload it from storage. */
export interface PortalAuthChannel {
  post(): void
  /** Calls `listener` when another tab has posted, until the returned function is called. */
  subscribe(listener: () => void): () => void
}

/** A channel over `BroadcastChannel`. Without that, tabs notice changes when they wake. */
export function broadcastChannel(name: string): PortalAuthChannel {
  let channel: BroadcastChannel | undefined
  return {
    post() {
      try {
        channel?.postMessage('changed')
      } catch {
        // The browser closed it; the other tabs reload from storage when they wake.
      }
    },
    subscribe(listener) {
      const opened = open(name)
      if (opened === undefined) return () => {}
      // It would keep a Node process alive.
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

function open(name: string): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(name)
  } catch {
    // It is missing, or the browser blocks it, as Firefox does together with cookies.
    return undefined
  }
}

/** The channel of a storage that no other tab shares. */
export const noChannel: PortalAuthChannel = { post() {}, subscribe: () => () => {} }

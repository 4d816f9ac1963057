import { useEffect } from 'react'

/** Names the page after what it shows: for tabs, the history and whoever listens. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · ScaiKey portal`
  }, [title])
}

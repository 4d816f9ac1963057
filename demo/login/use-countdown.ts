import { useLayoutEffect, useState } from 'react'
import type { FlowError } from 'scaikey-portal-auth'
import { useClock } from '../clock.tsx'

/** How many seconds the server still wants to be left alone for; 0 when the next attempt may be made. */
export function useCountdown(error: FlowError | undefined): number {
  const now = useClock()
  const [seconds, setSeconds] = useState(0)
  useLayoutEffect(() => {
    const endMs = now() + (error?.retryAfterMs ?? 0)
    const tick = (): void => {
      const left = Math.max(0, Math.ceil((endMs - now()) / 1000))
      setSeconds(left)
      if (left === 0) clearInterval(timer)
    }
    const timer = setInterval(tick, 250)
    tick()
    return () => clearInterval(timer)
  }, [error, now])
  return seconds
}

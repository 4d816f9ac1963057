import { useLayoutEffect, useState } from 'react'
import type { LoginFlowError } from 'scaikey-portal-auth'
import { useClock } from '../clock.tsx'

/** How many seconds remain until the next attempt; 0 if it can be made now. */
export function useCountdown(error: LoginFlowError | undefined): number {
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

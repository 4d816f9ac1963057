import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'

const ClockContext = createContext<() => number>(Date.now)

/** Provides a clock other than the device's, such as the mock's. */
export function ClockProvider({ now, children }: { readonly now: () => number; readonly children: ReactNode }) {
  return <ClockContext value={now}>{children}</ClockContext>
}

/** The clock, in milliseconds since the epoch. Default: the device's. */
export function useClock(): () => number {
  return useContext(ClockContext)
}

/** The current time, updated every `everyMs` milliseconds. */
export function useNow(everyMs: number): number {
  const now = useClock()
  const [nowMs, setNowMs] = useState(now)
  useEffect(() => {
    const timer = setInterval(() => setNowMs(now()), everyMs)
    return () => clearInterval(timer)
  }, [now, everyMs])
  return nowMs
}

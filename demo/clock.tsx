import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'

const ClockContext = createContext<() => number>(Date.now)

/** Gives what is below it another clock than the device's: the mock's can be moved. */
export function ClockProvider({ now, children }: { readonly now: () => number; readonly children: ReactNode }) {
  return <ClockContext value={now}>{children}</ClockContext>
}

/** The clock, in milliseconds since the epoch. Default: the device's. */
export function useClock(): () => number {
  return useContext(ClockContext)
}

/** The time, seen again every so many milliseconds. */
export function useNow(everyMs: number): number {
  const now = useClock()
  const [nowMs, setNowMs] = useState(now)
  useEffect(() => {
    const timer = setInterval(() => setNowMs(now()), everyMs)
    return () => clearInterval(timer)
  }, [now, everyMs])
  return nowMs
}

import { useState } from 'react'
import { useNow } from '../clock.tsx'
import { clockTime } from '../duration.ts'

/**
 * How long an access token is good for; another token is another instance, by its `key`. When it is over, nothing
 * happens: the next call gets another one.
 */
export function Expiry({ expiresAtMs }: { readonly expiresAtMs: number | undefined }) {
  const nowMs = useNow(500)
  const [sinceMs] = useState(nowMs)
  if (expiresAtMs === undefined) return <p>The access token does not say when it ends.</p>

  const leftSeconds = Math.max(0, Math.ceil((expiresAtMs - nowMs) / 1000))
  const wholeSeconds = Math.max(leftSeconds, Math.ceil((expiresAtMs - sinceMs) / 1000), 1)
  return (
    <div className="expiry">
      <p id="expiry">
        {leftSeconds > 0 ? 'Access token good for ' : 'Access token is over; the next call gets another'}
        {leftSeconds > 0 && (
          <strong role="timer" data-testid="expiry">
            {clockTime(leftSeconds)}
          </strong>
        )}
      </p>
      <progress aria-labelledby="expiry" max={wholeSeconds} value={leftSeconds} />
    </div>
  )
}

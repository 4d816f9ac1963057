import { useState } from 'react'
import { useNow } from '../clock.tsx'
import { clockTime } from '../duration.ts'

/**
 * The remaining lifetime of an access token. Another token is another instance, by its `key`. Nothing happens when it
 * expires: the next call refreshes it.
 */
export function Expiry({ expiresAtMs }: { readonly expiresAtMs: number | undefined }) {
  const nowMs = useNow(500)
  const [sinceMs] = useState(nowMs)
  if (expiresAtMs === undefined) return <p>The access token does not say when it expires.</p>

  const leftSeconds = Math.max(0, Math.ceil((expiresAtMs - nowMs) / 1000))
  const wholeSeconds = Math.max(leftSeconds, Math.ceil((expiresAtMs - sinceMs) / 1000), 1)
  return (
    <div className="expiry">
      <p id="expiry">
        {leftSeconds > 0 ? 'Access token good for ' : 'The access token has expired; the next call refreshes it'}
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

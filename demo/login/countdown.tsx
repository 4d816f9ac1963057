import { clockTime } from '../duration.ts'

/** What {@link Countdown} takes. */
interface CountdownProps {
  readonly seconds: number
  readonly waitIsOver: boolean
  /** What the user can do then. */
  readonly until: string
}

/** The time until the next attempt. A screen reader announces its end, not each second. */
export function Countdown({ seconds, waitIsOver, until }: CountdownProps) {
  return (
    <>
      {seconds > 0 && (
        <p className="countdown" role="timer">
          {until} in <strong>{clockTime(seconds)}</strong>
        </p>
      )}
      <p className="countdown" role="status">
        {waitIsOver && 'You can try again now.'}
      </p>
    </>
  )
}

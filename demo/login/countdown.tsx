import { clockTime } from '../duration.ts'

/** What {@link Countdown} takes. */
interface CountdownProps {
  readonly seconds: number
  readonly isOver: boolean
  /** What can be done then. */
  readonly until: string
}

/** The time until the next attempt. Who listens is told when it is over, and not of each second. */
export function Countdown({ seconds, isOver, until }: CountdownProps) {
  return (
    <>
      {seconds > 0 && (
        <p className="countdown" role="timer">
          {until} in <strong>{clockTime(seconds)}</strong>
        </p>
      )}
      <p className="countdown" role="status">
        {isOver && 'You can try again now.'}
      </p>
    </>
  )
}

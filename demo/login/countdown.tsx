import { clockTime } from '../duration.ts'

/** The time until the next attempt. Who listens is told when it is over, and not of each second. */
export function Countdown({ seconds, isOver }: { readonly seconds: number; readonly isOver: boolean }) {
  return (
    <>
      {seconds > 0 && (
        <p className="countdown" role="timer">
          Next attempt in <strong>{clockTime(seconds)}</strong>
        </p>
      )}
      <p className="countdown" role="status">
        {isOver && 'You can try again now.'}
      </p>
    </>
  )
}

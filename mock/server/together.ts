import { realTimers } from './real-timers.ts'

/**
 * Does what it is given at the end of this turn of the event loop, all of it in one go. Answers that leave together wake
 * whoever reads them once and not one by one, which takes longer than to make them. A task must not throw.
 */
export function createTogether(): (task: () => void) => void {
  let waiting: (() => void)[] = []
  const doAll = (): void => {
    const due = waiting
    waiting = []
    for (const task of due) task()
  }
  return (task) => {
    if (waiting.length === 0) realTimers.setImmediate(doAll)
    waiting.push(task)
  }
}

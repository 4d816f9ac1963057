/** Runs one task at a time, in the order they were given. */
export type Turns = <T>(task: () => T | Promise<T>) => Promise<T>

/**
 * Makes a queue of tasks. Requests act one after another, as serialisable transactions would: no two of them rotate one
 * token, and the same requests take the same random numbers however long a hash or a signature took.
 */
export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(task: () => T | Promise<T>): Promise<T> => {
    const mine = last.then(task, task)
    last = mine.catch(() => undefined)
    return mine
  }
}

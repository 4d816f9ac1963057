/** Runs one task at a time, in the order of the calls. */
export type TaskQueue = <T>(task: () => T | Promise<T>) => Promise<T>

/**
 * Makes a queue of tasks. The portal acts on one request at a time, as with serialisable transactions: two requests cannot
 * rotate the same token, and the same requests draw the same random numbers however long a hash or a signature takes.
 */
export function createTaskQueue(): TaskQueue {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(task: () => T | Promise<T>): Promise<T> => {
    const result = last.then(task, task)
    last = result.catch(() => undefined)
    return result
  }
}

import type { TaskQueue } from '../base/task-queue.ts'

/** Where a portal's state is kept, for several tabs and over reloads. */
export interface StateStore {
  /** Runs a task while no other tab runs one. */
  exclusively<T>(task: () => Promise<T>): Promise<T>
  /** The state that was written last; `undefined` before the first. */
  read(): Promise<string | undefined>
  write(text: string): Promise<void>
  /** Calls back after another tab has written. */
  subscribe(onWritten: () => void): void
}

/** How a portal's state becomes text and is taken from it. */
export interface PortalText {
  save(): string
  /** Takes a saved state. False, with nothing changed, if the text is not of this portal. */
  load(text: string): boolean
}

/** The turns of a portal whose state is kept in a store. */
export interface SharedTurns {
  /** Runs a task on the state that is stored, alone among all tabs, and stores the result. */
  readonly inTurn: TaskQueue
  /** Stores what was changed outside a turn, as `users.add()` does. */
  keepSoon(): void
}

/** Makes the turns. `onFailure` receives the errors of the store; the task runs without it. */
export function createSharedTurns(
  store: StateStore,
  { save, load }: PortalText,
  onFailure: (error: unknown) => void,
): SharedTurns {
  /** What this tab read or wrote last, and its own state at that time. */
  let stored: string | undefined
  let own: string | undefined
  let isKeeping = false

  async function adopt(): Promise<void> {
    const text = await store.read()
    // A change that was made here outside a turn is newer than what another tab has stored.
    const isChangedHere = own !== undefined && save() !== own
    if (text === undefined || text === stored || isChangedHere) return
    stored = load(text) ? text : undefined
    own = save()
  }

  async function keep(): Promise<void> {
    const text = save()
    if (text === own && stored !== undefined) return
    await store.write(text)
    stored = text
    own = text
  }

  const attempt = (access: () => Promise<void>): Promise<void> => access().catch(onFailure)

  const inTurn: TaskQueue = (task) =>
    store.exclusively(async () => {
      await attempt(adopt)
      try {
        return await task()
      } finally {
        await attempt(keep)
      }
    })

  // Another tab's state is only taken here, not answered by a write: two starts would write for ever.
  store.subscribe(() => void store.exclusively(() => attempt(adopt)).catch(onFailure))
  return {
    inTurn,
    keepSoon(): void {
      if (isKeeping) return
      isKeeping = true
      inTurn(() => {
        isKeeping = false
      }).catch(onFailure)
    },
  }
}

import type { Clock } from '../base/clock.ts'
import type { JsonObject } from '../base/json.ts'
import { createStore, type Store } from '../base/store.ts'
import type { EmitEvent } from './events.ts'
import type { SessionRecord, SignedOutReason } from './session-record.ts'
import { type HeldSession, type Holding, holdRecord, type SessionSnapshot, toSnapshot } from './session-snapshot.ts'
import type { Vault } from './vault.ts'

/** The tokens of a login, as the session takes them. */
export interface SessionGrant {
  readonly accessToken: string
  readonly refreshToken: string | undefined
  readonly user: JsonObject
}

/** Holds this tab's view of the session and is the only one to change it, here and in the vault. */
export interface SessionKeeper {
  /** Settles when the storage has been read once. */
  readonly ready: Promise<void>
  readonly store: Store<SessionSnapshot>
  held(): HeldSession | undefined
  /** Starts a session: a new login wins over whatever stood before. */
  begin(grant: SessionGrant): Promise<void>
  /** Replaces the tokens of `from`, unless a logout or another login came first; returns whether it did. */
  rotate(from: HeldSession, grant: Omit<SessionGrant, 'user'>): Promise<boolean>
  /** Ends the session of `from`, unless another one stands by now. */
  expire(from: HeldSession): Promise<void>
  /** Ends whatever session there is, at once; resolves to the newest access token that ended with it. */
  logout(): Promise<string | undefined>
}

/** Makes the keeper over a vault. */
export function createSessionKeeper(vault: Vault, clock: Clock, emit: EmitEvent): SessionKeeper {
  const store = createStore<SessionSnapshot>(toSnapshot(undefined))
  let holding: Holding
  // Goes up when this tab logs out or in, so that an answer on its way cannot undo it between memory and storage.
  let epoch = 0

  const held = (): HeldSession | undefined => (typeof holding === 'object' ? holding : undefined)

  function hold(next: HeldSession | SignedOutReason): void {
    const before = holding
    holding = next
    if (typeof next === 'string' && next === before) return
    store.set(toSnapshot(next))
    if (typeof next === 'string' && typeof before === 'object') emit({ type: 'signed_out', reason: next })
    if (typeof next === 'object' && typeof before !== 'object') emit({ type: 'signed_in' })
  }

  const adopt = (record: SessionRecord): void => {
    const current = held()
    if (current && record.session && record.generation <= current.generation) return
    hold(holdRecord(record, clock))
  }

  const atReading = epoch
  const ready = vault.read().then((record) => {
    if (epoch === atReading) adopt(record)
  })

  return {
    ready,
    store,
    held,
    async begin(grant) {
      epoch += 1
      const mine = epoch
      const session = Object.freeze({ ...grant, receivedAtMs: clock.now() })
      const { record } = await vault.swap(({ generation }) => ({ generation: generation + 1, session, reason: 'none' }))
      if (epoch === mine) adopt(record)
    },
    async rotate(from, grant) {
      const mine = epoch
      const { swapped, record } = await vault.swap(({ generation, session }) => {
        if (epoch !== mine || generation !== from.generation || session === undefined) return undefined
        const rotated = Object.freeze({ ...session, ...grant, receivedAtMs: clock.now() })
        return { generation: generation + 1, session: rotated, reason: 'none' }
      })
      if (epoch === mine) adopt(record)
      return swapped
    },
    async expire(from) {
      const mine = epoch
      const { record } = await vault.swap(({ generation }) =>
        epoch === mine && generation === from.generation
          ? { generation: generation + 1, session: undefined, reason: 'session_expired' }
          : undefined,
      )
      if (epoch === mine) adopt(record)
    },
    async logout() {
      epoch += 1
      let newest = held()?.session.accessToken
      hold('logout')
      await vault.swap(({ generation, session }) => {
        newest = session?.accessToken ?? newest
        return { generation: generation + 1, session: undefined, reason: 'logout' }
      })
      return newest
    },
  }
}

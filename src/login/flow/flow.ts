import type { Clock } from '../../base/clock.ts'
import { createStore, type Store } from '../../base/store.ts'
import type { KeyValueStorage } from '../../storage/key-value-storage.ts'
import type { Portal } from '../context.ts'
import { createIdentified } from '../identify.ts'
import { createMfaStep } from '../verify.ts'
import { type FlowRecord, readFlowRecord, writeFlowRecord } from './record.ts'
import { type FlowActions, type FlowSnapshot, showFlow } from './snapshot.ts'
import { advance, type FlowAnswer, type FlowState, isSameStep, startState } from './state.ts'

/** How long a step is kept: 15 minutes; the portal may end it sooner. */
const longestStepMs = 900_000

/** A login as a store, for a user interface. */
export interface Flow<Session> extends Store<FlowSnapshot<Session>> {
  /** Stops its timer and aborts what is under way. */
  dispose(): void
}

/** What a flow needs besides the portal. */
export interface FlowOptions {
  /** This tab's own: two tabs log in apart from each other. */
  readonly storage: KeyValueStorage
  readonly key: string
  readonly clock: Clock
}

/** Makes a flow; it goes on where the storage says that an earlier one stood. */
export function createFlow<Session>(portal: Portal<Session>, { storage, key, clock }: FlowOptions): Flow<Session> {
  let state: FlowState<Session> = { ...startState, pending: true }
  let underWay:
    | { readonly input: string; readonly controller: AbortController; readonly done: Promise<void> }
    | undefined
  let resuming = true
  let reached: Pick<FlowRecord, 'atMs' | 'data'> | undefined
  let saving: Promise<unknown> = Promise.resolve()
  let stopTimer = (): void => {}
  const store = createStore(show())
  void resume()

  function show(): FlowSnapshot<Session> {
    const { at } = state
    // What is clicked before the next step is drawn must not spend a token that is spent already.
    const isThere = (): boolean => isSameStep(at, state.at)
    return showFlow(state, portal, {
      restart,
      choose(choice) {
        if (isThere()) change({ type: 'chosen', choice })
      },
      submit: (...call) => (isThere() ? submit(...call) : Promise.resolve()),
    })
  }

  function change(answer: FlowAnswer<Session>, atMs: number = clock.now()): void {
    const before = state
    state = advance(state, answer)
    if (state === before) return
    if (!isSameStep(state.at, before.at)) {
      const data = answer.type === 'reached' ? portal.stepData.get(answer.step) : undefined
      reached = data && { atMs, data }
      stopTimer()
      const mayHoldTokens = state.at.step !== 'email' && state.at.step !== 'done'
      const leftMs = atMs + longestStepMs - clock.now()
      if (mayHoldTokens) stopTimer = clock.setTimeout(() => leave('outlived'), leftMs, { background: true })
    }
    if (state.at !== before.at) save()
    store.set(show())
  }

  function restart(): void {
    leave('left')
  }

  function leave(type: 'left' | 'outlived'): void {
    underWay?.controller.abort()
    underWay = undefined
    beginAnew()
    change({ type })
  }

  /** Sends an input, unless the same one is under way; another one takes its place. */
  function submit(...[input, send, shown]: Parameters<FlowActions<Session>['submit']>): Promise<void> {
    const text = JSON.stringify([state.at.step, input])
    if (underWay?.input === text) return underWay.done
    underWay?.controller.abort()
    beginAnew()
    const controller = new AbortController()
    const settle = (answer: FlowAnswer<Session>): void => {
      if (underWay?.controller !== controller) return
      underWay = undefined
      change(answer)
    }
    const done = send({ signal: controller.signal }).then(
      (step) => settle(step ? { type: 'reached', step } : { type: 'stayed' }),
      (error: unknown) => settle({ type: 'failed', error }),
    )
    underWay = { input: text, controller, done }
    change({ type: 'sent', ...shown })
    return done
  }

  /** What the storage holds is over once the user has done something before it was read. */
  function beginAnew(): void {
    if (resuming) save()
    resuming = false
  }

  async function resume(): Promise<void> {
    const record = await Promise.resolve()
      .then(() => storage.get(key))
      .then(readFlowRecord, () => undefined)
    if (!resuming) return
    resuming = false
    if (record === undefined) {
      change({ type: 'stayed' })
      return
    }
    const { email, atMs, data, choice } = record
    const ageMs = clock.now() - atMs
    // A step from the future: the device clock was set back, and nobody knows how old it is.
    if (ageMs < 0 || ageMs >= longestStepMs) {
      change({ type: 'outlived', email })
      return
    }
    const step = data.step === 'mfa' ? createMfaStep(portal, data) : createIdentified(portal, data)
    change({ type: 'reached', step, email, choice }, atMs)
  }

  /** One after the other, so that a step that is over is not written after it was wiped. */
  function save(): void {
    const { at, email } = state
    const choice = at.step === 'tenant' ? at.tenantId : at.step === 'mfa' ? at.method : undefined
    const record = reached && writeFlowRecord({ ...reached, email, choice })
    saving = saving.then(() => (record ? storage.set(key, record) : storage.remove(key))).catch(() => {})
  }

  return {
    getSnapshot: store.getSnapshot,
    getInitialSnapshot: store.getInitialSnapshot,
    subscribe: store.subscribe,
    dispose() {
      resuming = false
      stopTimer()
      underWay?.controller.abort()
    },
  }
}

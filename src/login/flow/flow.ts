import type { Clock } from '../../base/clock.ts'
import { createStore, type Store } from '../../base/store.ts'
import type { SessionSnapshot } from '../../model/session.ts'
import type { KeyValueStorage } from '../../storage/key-value-storage.ts'
import type { PortalAuthStorage } from '../../storage/storage.ts'
import type { LoginContext } from '../context.ts'
import { createIdentified } from '../identify.ts'
import { createMfaStep } from '../verify.ts'
import { defaultFlowStorage } from './default-storage.ts'
import { type FlowRecord, readFlowRecord, writeFlowRecord } from './record.ts'
import { type FlowActions, type LoginFlowSnapshot, showFlow } from './snapshot.ts'
import { advance, type FlowEvent, type FlowState, isSameStep, startState } from './state.ts'

/** How long a step is kept: 15 minutes. The portal may end it sooner. */
const maxStepMs = 900_000

/** The login as a store, for a user interface: the step, the failure of the last input, and the actions of the step. */
export interface LoginFlow extends Store<LoginFlowSnapshot> {
  /** Stops its timer and drops what is under way. `auth.dispose()` does the same. */
  dispose(): void
}

/** What {@link createLoginFlow} takes. */
export interface LoginFlowOptions {
  /**
   * Keeps a login in progress, so that it survives a reload. It should belong to this tab alone. Default: `sessionStorage`
   * in a page whose session storage is shared between tabs, else the session's own storage.
   */
  readonly storage?: KeyValueStorage | undefined
}

/** What {@link createLoginFlow} uses of a client; a `PortalAuth` has it. */
export interface LoginSource {
  readonly session: Store<SessionSnapshot>
  '~internals'(): {
    readonly login: LoginContext
    readonly clock: Clock
    readonly storage: PortalAuthStorage
    readonly storageKey: string
    /** Run by `auth.dispose()`. */
    readonly disposers: Set<() => void>
  }
}

/**
 * Makes a login flow over a client: the same login as `auth.identify()` and its steps, as a store. It continues a login
 * that the storage holds from before a reload. Make one for each login form; two flows over one storage share its record.
 */
export function createLoginFlow(auth: LoginSource, options: LoginFlowOptions = {}): LoginFlow {
  const { login: context, clock, storageKey, disposers } = auth['~internals']()
  const storage = options.storage ?? defaultFlowStorage(auth['~internals']().storage)
  const key = `${storageKey}.flow`
  let state: FlowState = { ...startState, pending: true }
  /** The inputs under way, by their text; the latest is last. */
  const underWay = new Map<string, { readonly controller: AbortController; readonly done: Promise<void> }>()
  let resuming = true
  let reached: Pick<FlowRecord, 'atMs' | 'data'> | undefined
  let saving: Promise<unknown> = Promise.resolve()
  let stopTimer = (): void => {}
  const store = createStore(show())
  void resume()
  const unsubscribe = auth.session.subscribe((session) => {
    // guard: finished login ends with its session
    if (state.at.step === 'done' && Reflect.get(session, 'sessionId') !== state.at.session.sessionId) restart()
  })
  disposers.add(dispose)

  function show(): LoginFlowSnapshot {
    const { at } = state
    // A click before the next step is drawn must not spend a used token.
    const isCurrent = (): boolean => isSameStep(at, state.at)
    return showFlow(state, context, {
      restart,
      choose(choice) {
        if (isCurrent()) change({ type: 'chosen', choice })
      },
      submit: (...call) => (isCurrent() ? submit(...call) : Promise.resolve()),
    })
  }

  function change(answer: FlowEvent, atMs: number = clock.now()): void {
    const before = state
    state = advance(state, answer)
    if (state === before) return
    if (!isSameStep(state.at, before.at)) {
      const data = answer.type === 'reached' ? context.stepData.get(answer.step) : undefined
      reached = data && { atMs, data }
      stopTimer()
      const mayHoldTokens = state.at.step !== 'email' && state.at.step !== 'done'
      const leftMs = atMs + maxStepMs - clock.now()
      if (mayHoldTokens) stopTimer = clock.setTimeout(() => leave('expired'), leftMs, { background: true })
    }
    if (state.at !== before.at) save()
    store.set(show())
  }

  function restart(): void {
    leave('restarted')
  }

  function leave(type: 'restarted' | 'expired'): void {
    abortAll()
    stopResuming()
    change({ type })
  }

  /**
   * Sends an input, unless the same one is under way. Another e-mail replaces the one under way. At the later steps inputs
   * run beside each other, because the portal may have accepted the first one already: the first that leads to another step
   * wins, and a failure counts for the latest input only.
   */
  function submit(...[input, send, shown]: Parameters<FlowActions['submit']>): Promise<void> {
    const { at } = state
    const text = JSON.stringify([at.step, input])
    const same = underWay.get(text)
    if (same) return same.done
    if (at.step === 'email') abortAll()
    stopResuming()
    const controller = new AbortController()
    const settle = (answer: FlowEvent): void => {
      if (underWay.get(text)?.controller !== controller) return
      const isLatest = [...underWay.keys()].pop() === text
      underWay.delete(text)
      if (answer.type === 'reached') underWay.clear()
      if (answer.type === 'reached' || isLatest) change(answer)
    }
    const done = send({ signal: controller.signal }).then(
      (step) => settle(step ? { type: 'reached', step } : { type: 'stayed' }),
      (error: unknown) => settle({ type: 'failed', error }),
    )
    underWay.set(text, { controller, done })
    change({ type: 'sent', ...shown })
    return done
  }

  function abortAll(): void {
    for (const { controller } of underWay.values()) controller.abort()
    underWay.clear()
  }

  /** An input before the storage was read replaces the stored login. */
  function stopResuming(): void {
    if (resuming) save()
    resuming = false
  }

  async function resume(): Promise<void> {
    const record = await Promise.resolve()
      .then(() => storage.get(key))
      .then(
        (text) => readFlowRecord(text, context.portal),
        () => undefined,
      )
    if (!resuming) return
    resuming = false
    if (record === undefined) {
      change({ type: 'stayed' })
      return
    }
    const { email, atMs, data, choice } = record
    const ageMs = clock.now() - atMs
    // A negative age: the device clock was set back, and the real age is unknown.
    if (ageMs < 0 || ageMs >= maxStepMs) {
      change({ type: 'expired', email })
      return
    }
    const step = data.step === 'mfa' ? createMfaStep(context, data) : createIdentified(context, data)
    change({ type: 'reached', step, email, choice }, atMs)
  }

  /** Writes one after the other, so that an ended step is never written after it was removed. */
  function save(): void {
    const { at, email } = state
    const choice = at.step === 'tenant' ? at.tenantId : at.step === 'mfa' ? at.method : undefined
    const record = reached && writeFlowRecord({ ...reached, email, choice }, context.portal)
    saving = saving.then(() => (record ? storage.set(key, record) : storage.remove(key))).catch(() => {})
  }

  function dispose(): void {
    resuming = false
    stopTimer()
    abortAll()
    unsubscribe()
    disposers.delete(dispose)
  }

  const { getSnapshot, getInitialSnapshot, subscribe } = store
  return { getSnapshot, getInitialSnapshot, subscribe, dispose }
}

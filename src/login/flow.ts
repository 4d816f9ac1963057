import type { Clock } from '../base/clock.ts'
import type { KeyValueStorage } from '../base/key-value-storage.ts'
import { createStore, type Store } from '../base/store.ts'
import type { CallOptions } from '../transport/ask.ts'
import type { UnknownStep } from './authenticate.ts'
import { readFlowRecord, writeFlowRecord } from './flow-record.ts'
import {
  advance,
  type EmailStep,
  type FlowAnswer,
  type FlowError,
  type FlowState,
  type FlowStep,
  startState,
} from './flow-state.ts'
import { createIdentified, identify, type PasswordStep, type TenantStep } from './identify.ts'
import type { DoneStep, Portal, StepData } from './portal.ts'
import { createMfaStep, type EmailCodeOptions, type MfaCode, type MfaStep } from './verify.ts'

/** How long a step is kept: 15 minutes; the portal may end it sooner. */
const longestStepMs = 900_000

/** What every state of a flow has. */
export interface FlowFacts {
  /** The e-mail that was given, for showing it again. */
  readonly email: string | undefined
  /** Whether a request is under way, or the storage is still being read. */
  readonly pending: boolean
  /** What went wrong with the last input; undefined once the next one is sent. */
  readonly error: FlowError | undefined
  /** Back to the e-mail. What is under way is aborted, and its answer ignored. */
  readonly restart: () => void
}

/** An action of a flow: it resolves when the state has changed and never rejects. A double submit is one request. */
type Action<Input> = (input: Input) => Promise<void>
type InputOf<Call> = Call extends (input: infer Input, ...rest: never[]) => unknown ? Input : never

/** What a flow shows: the step, and the actions that it has. */
export type FlowSnapshot<Session> = FlowFacts &
  (
    | (EmailStep & { readonly identify: Action<{ readonly email: string }> })
    | (Omit<PasswordStep<Session>, 'authenticate'> & {
        readonly authenticate: Action<InputOf<PasswordStep<Session>['authenticate']>>
      })
    | (Omit<TenantStep<Session>, 'authenticate'> & {
        readonly authenticate: Action<InputOf<TenantStep<Session>['authenticate']>>
      })
    | (Omit<MfaStep<Session>, 'verify' | 'sendEmailCode'> & {
        readonly verify: Action<InputOf<MfaStep<Session>['verify']>>
        readonly sendEmailCode: (options?: { readonly tenantSlug?: string | undefined }) => Promise<void>
      })
    | UnknownStep
    | DoneStep<Session>
  )

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
  let saving: Promise<unknown> = Promise.resolve()
  let stopTimer = (): void => {}
  let disposed = false
  const store = createStore(show(state))
  void resume()

  function change(answer: FlowAnswer<Session>): void {
    const before = state.at
    state = advance(state, answer)
    if (state.at !== before) {
      save(portal.stepData.get(state.at))
      stopTimer()
      if (portal.stepData.has(state.at)) stopTimer = clock.setTimeout(outlive, longestStepMs, { background: true })
    }
    store.set(show(state))
  }

  function outlive(): void {
    leave('outlived')
  }

  function leave(type: 'left' | 'outlived'): void {
    underWay?.controller.abort()
    underWay = undefined
    change({ type })
  }

  /** Sends an input, unless the same one is under way; another one takes its place. */
  function submit(input: object, send: (call: CallOptions) => Promise<FlowStep<Session> | undefined>): Promise<void> {
    const text = JSON.stringify([state.at.step, input])
    if (underWay?.input === text) return underWay.done
    underWay?.controller.abort()
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
    change({ type: 'sent', email: 'email' in input && typeof input.email === 'string' ? input.email : undefined })
    return done
  }

  function show({ at, email, pending, error }: FlowState<Session>): FlowSnapshot<Session> {
    const facts: FlowFacts = { email, pending, error, restart: () => leave('left') }
    switch (at.step) {
      case 'email':
        return Object.freeze({
          ...facts,
          ...at,
          identify: (input: { readonly email: string }) => submit(input, (call) => identify(portal, input, call)),
        })
      case 'password': {
        const authenticate = (input: InputOf<typeof at.authenticate>): Promise<void> =>
          submit(input, (call) => at.authenticate(input, call))
        return Object.freeze({ ...facts, ...at, authenticate })
      }
      case 'tenant': {
        const authenticate = (input: InputOf<typeof at.authenticate>): Promise<void> =>
          submit(input, (call) => at.authenticate(input, call))
        return Object.freeze({ ...facts, ...at, authenticate })
      }
      case 'mfa': {
        const verify = (input: MfaCode): Promise<void> => submit(input, (call) => at.verify(input, call))
        const sendEmailCode = (options: EmailCodeOptions = {}): Promise<void> =>
          submit({ send: options }, (call) => at.sendEmailCode({ ...options, ...call }).then(() => undefined))
        return Object.freeze({ ...facts, ...at, verify, sendEmailCode })
      }
      case 'unknown':
        return Object.freeze(
          Object.defineProperty({ ...facts, ...at, response: at.response }, 'response', { enumerable: false }),
        )
      case 'done':
        return Object.freeze({ ...facts, ...at })
    }
  }

  async function resume(): Promise<void> {
    const record = await Promise.resolve()
      .then(() => storage.get(key))
      .then(readFlowRecord, () => undefined)
    if (disposed || underWay || state.at !== startState.at) return
    const ageMs = clock.now() - (record?.atMs ?? 0)
    state = { ...state, email: record?.email, pending: false }
    if (record === undefined || ageMs < 0 || ageMs > longestStepMs) {
      if (record) save(undefined)
      store.set(show(state))
    } else change({ type: 'reached', step: makeStep(record.data) })
  }

  function makeStep(data: StepData): FlowStep<Session> {
    return data.step === 'mfa' ? createMfaStep(portal, data) : createIdentified(portal, data)
  }

  /** One after the other, so that a step that is over is not written after it was wiped. */
  function save(data: StepData | undefined): void {
    const record = data && writeFlowRecord({ email: state.email, atMs: clock.now(), data })
    saving = saving.then(() => (record ? storage.set(key, record) : storage.remove(key))).catch(() => {})
  }

  return {
    getSnapshot: store.getSnapshot,
    getInitialSnapshot: store.getInitialSnapshot,
    subscribe: store.subscribe,
    dispose() {
      disposed = true
      stopTimer()
      underWay?.controller.abort()
    },
  }
}

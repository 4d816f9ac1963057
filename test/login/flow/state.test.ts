import { expect, test } from 'vitest'
import { PortalAuthError } from '../../../src/index.ts'
import { advance, type FlowEvent, type FlowState, type ReachedStep, startState } from '../../../src/login/flow/state.ts'

const authenticate = async (): Promise<never> => Promise.reject()
const tenants = [1, 2].map((id) => ({ id: `tnt_${id}`, name: 'A tenant', slug: undefined, raw: {} }))
const choose = (): never => {
  throw new Error('not called')
}
const tenant: ReachedStep = { step: 'tenant', tenants, choose, authenticate }
const mfa: ReachedStep = {
  step: 'mfa',
  methods: ['totp'],
  userId: 'usr_1',
  verify: authenticate,
  sendEmailCode: authenticate,
}

const refused = (code: 'mfa_code_rejected' | 'flow_expired'): FlowEvent => ({
  type: 'failed',
  error: new PortalAuthError({ code, operation: 'verify', retryAfterMs: 5 }),
})

/** The states that a login goes through, each frozen, so that a later answer cannot modify it. */
const play = (...answers: FlowEvent[]): FlowState[] => {
  const states: FlowState[] = [startState]
  for (const answer of answers) states.push(Object.freeze(advance(states.at(-1) ?? startState, Object.freeze(answer))))
  return states
}

test('advance: the same state and answer give the same state, and neither is modified', () => {
  const story: FlowEvent[] = [
    { type: 'sent', email: 'ada' },
    { type: 'reached', step: tenant },
    { type: 'chosen', choice: 'tnt_2' },
    { type: 'sent', choice: 'tnt_1' },
    { type: 'reached', step: mfa },
    refused('mfa_code_rejected'),
    { type: 'stayed' },
    refused('flow_expired'),
    { type: 'expired' },
    { type: 'restarted' },
  ]
  const states = play(...story)
  expect(play(...story)).toEqual(states)
  expect(states.map(({ at, pending, error }) => [at.step, pending, error?.field])).toEqual([
    ['email', false, undefined],
    ['email', true, undefined],
    ['tenant', false, undefined],
    ['tenant', false, undefined],
    ['tenant', true, undefined],
    ['mfa', false, undefined],
    ['mfa', false, 'code'],
    ['mfa', false, undefined],
    ['email', false, undefined],
    ['email', false, undefined],
    ['email', false, undefined],
  ])
  expect(states.map(({ at }) => ('tenantId' in at ? at.tenantId : 'method' in at ? at.method : undefined))).toEqual([
    ...[undefined, undefined, undefined, 'tnt_2', 'tnt_1', 'totp', 'totp', 'totp'],
    ...[undefined, undefined, undefined],
  ])
  expect(states.map(({ at }) => ('reason' in at ? at.reason : undefined)).slice(-3)).toEqual([
    'flow_expired',
    'flow_expired',
    undefined,
  ])
})

test('advance: an answer that changes nothing returns the same state', () => {
  const [, , chosen = startState] = play({ type: 'reached', step: tenant }, { type: 'chosen', choice: 'tnt_1' })
  expect(advance(chosen, { type: 'chosen', choice: 'tnt_1' })).toBe(chosen)
  expect(advance(startState, { type: 'chosen', choice: 'tnt_1' })).toBe(startState)
  expect(advance(startState, { type: 'restarted' })).toBe(startState)
})

test('advance: an error names its field; one about sending an e-mail names no field', () => {
  const errorOf = (operation: 'verify' | 'sendEmailCode'): unknown =>
    play(
      { type: 'reached', step: mfa },
      { type: 'failed', error: new PortalAuthError({ code: 'rate_limited', operation }) },
    ).at(-1)?.error
  expect(errorOf('verify')).toMatchObject({ operation: 'verify', field: 'code' })
  expect(errorOf('sendEmailCode')).toMatchObject({ operation: 'sendEmailCode', field: undefined })
})

test('advance: another choice removes the error of the last one, but not the time to wait', () => {
  const failed = (retryAfterMs?: number): FlowEvent => ({
    type: 'failed',
    error: new PortalAuthError({ code: 'rate_limited', operation: 'authenticate', retryAfterMs }),
  })
  const errorAfter = (answer: FlowEvent): unknown =>
    play({ type: 'reached', step: tenant }, answer, { type: 'chosen', choice: 'tnt_2' }).at(-1)?.error
  expect(errorAfter(failed())).toBeUndefined()
  expect(errorAfter(failed(30_000))).toMatchObject({ code: 'rate_limited', retryAfterMs: 30_000 })
})

test.each([
  ['tenant_required', tenant, 'tenantId'],
  ['mfa_code_rejected', mfa, 'code'],
  ['invalid_credentials', mfa, 'code'],
  ['invalid_credentials', tenant, 'password'],
  ['account_locked', tenant, 'password'],
  ['rate_limited', tenant, 'password'],
  ['rate_limited', undefined, 'email'],
  ['account_locked', undefined, 'email'],
  ['network', tenant, undefined],
  ['server', undefined, undefined],
  ['account_disabled', tenant, undefined],
] as const)('advance: the code %s belongs to an input or to none', (code, step, field) => {
  const error = new PortalAuthError({ code, operation: 'authenticate' })
  const states = play(...(step ? [{ type: 'reached', step } as const] : []), { type: 'failed', error })
  expect(states.at(-1)?.error).toMatchObject({ code, field })
})

test('advance: the input that the server names goes before the one of the code', () => {
  const fields = { tenant_id: ['unknown'] }
  const error = new PortalAuthError({ code: 'invalid_credentials', operation: 'authenticate', fields })
  expect(play({ type: 'reached', step: tenant }, { type: 'failed', error }).at(-1)?.error).toMatchObject({
    field: 'tenant_id',
    fields,
  })
})

test('advance: any other error is an unexpected response', () => {
  const { error } = advance(startState, { type: 'failed', error: new TypeError('a defect') })
  expect(error).toMatchObject({ code: 'unexpected_response', field: undefined })
})

test('advance: a restart keeps the e-mail and removes the error and what is under way', () => {
  const error = new PortalAuthError({ code: 'network', operation: 'identify' })
  const [, sent = startState, failed = startState] = play({ type: 'sent', email: 'ada' }, { type: 'failed', error })
  for (const state of [sent, failed, { ...startState, error: failed.error }]) {
    expect(advance(state, { type: 'restarted' })).toEqual({ ...startState, email: state.email })
  }
})

test('advance: what is stored decides the choice, and a single one is chosen at once', () => {
  const one: ReachedStep = { ...tenant, tenants: tenants.slice(0, 1) }
  expect(advance(startState, { type: 'reached', step: one }).at).toMatchObject({ tenantId: 'tnt_1' })
  const stored = advance(startState, { type: 'reached', step: tenant, email: 'ada', choice: 'tnt_2' })
  expect(stored).toMatchObject({ email: 'ada', at: { tenantId: 'tnt_2' } })
  expect(stored.at).not.toHaveProperty('choose')
})

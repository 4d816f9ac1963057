import { expect, test } from 'vitest'
import { createLoginFlow, createPortalAuth, type LoginFlowSnapshot } from '../../../src/index.ts'
import { baseUrl } from '../../support/client/scenario.ts'

const nowMs = 1_800_000_000_000
const tenants = [{ id: 't1', name: 'One' }, { id: 't2' }]
const password = { step: 'password', flowToken: 'f', tenants }
const mfa = { step: 'mfa', mfaToken: 'm', userId: 'u', methods: ['totp', 'email'], tenantSlug: 'acme' }
const record = { version: 1, portal: baseUrl, email: 'ada@example.com', atMs: nowMs - 60_000, data: password }

/** What a flow shows that finds this text in its storage. */
async function resume(text: string | null | Error): Promise<LoginFlowSnapshot> {
  using auth = createPortalAuth({ baseUrl, clock: { now: () => nowMs } })
  const storage = {
    get: () => {
      if (text instanceof Error) throw text
      return text
    },
    set() {},
    remove() {},
  }
  const flow = createLoginFlow(auth, { storage })
  await expect.poll(() => flow.getSnapshot().pending).toBe(false)
  return flow.getSnapshot()
}

test('flow record: a stored step is continued, with its e-mail and its choice', async () => {
  const of = (change: object): Promise<LoginFlowSnapshot> => resume(JSON.stringify({ ...record, ...change }))
  expect(await of({})).toMatchObject({
    step: 'password',
    email: 'ada@example.com',
    tenants: [{ id: 't1' }, { id: 't2' }],
  })
  expect(await of({ data: { ...password, step: 'tenant' }, choice: 't2' })).toMatchObject({ tenantId: 't2' })
  expect(await of({ data: mfa, choice: 'email' })).toMatchObject({
    step: 'mfa',
    methods: ['totp', 'email'],
    method: 'email',
  })
  // What is damaged beside the tokens is left out.
  expect(await of({ email: 5, choice: {}, data: { ...mfa, methods: ['totp', 7] } })).toMatchObject({
    step: 'mfa',
    methods: ['totp'],
    method: 'totp',
    email: undefined,
  })
  expect(await of({ data: { ...password, tenants: [{ id: 't1' }, 'no tenant'] } })).toMatchObject({
    tenants: [{ id: 't1' }],
  })
})

test.each([
  ['nothing', null],
  ['JSON that is cut', '{"version":1,'],
  ['a list', '[]'],
  ['another version', { version: 2 }],
  ['another portal', { portal: 'https://other.example' }],
  ['no step', { data: undefined }],
  ['a step that is text', { data: 'password' }],
  ['an unknown step', { data: { ...password, step: 'done' } }],
  ['no flow token', { data: { ...password, flowToken: '' } }],
  ['tenants that are not a list', { data: { ...password, tenants: {} } }],
  ['no MFA token', { data: { ...mfa, mfaToken: undefined } }],
  ['no user', { data: { ...mfa, userId: 5 } }],
  ['methods that are not a list', { data: { ...mfa, methods: 'totp' } }],
  ['the token of another step', { data: { ...password, step: 'mfa' } }],
  ['a time that is text', { atMs: String(record.atMs) }],
  ['a time that is null', { atMs: null }],
  ['a storage that throws', new Error('denied')],
])('flow record: %s begins a login, without a reason', async (_, stored) => {
  const text =
    stored === null || stored instanceof Error || typeof stored === 'string'
      ? stored
      : JSON.stringify({ ...record, ...stored })
  expect(await resume(text)).toMatchObject({ step: 'email', reason: undefined, email: undefined })
})

test.each([
  ['15 minutes old', nowMs - 900_000],
  ['from the future', nowMs + 1],
])('flow record: a step that is %s begins the login again, with its e-mail', async (_, atMs) => {
  expect(await resume(JSON.stringify({ ...record, atMs }))).toMatchObject({
    step: 'email',
    reason: 'flow_expired',
    email: 'ada@example.com',
  })
})

test('flow record: a step that is almost 15 minutes old is continued', async () => {
  expect(await resume(JSON.stringify({ ...record, atMs: nowMs - 899_999 }))).toMatchObject({ step: 'password' })
})

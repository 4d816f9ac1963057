import { expect, test } from 'vitest'
import { clockTime, inWords } from '../../demo/duration.ts'
import { explain } from '../../demo/login/explain.ts'
import type { LoginFlowError, PortalAuthErrorCode } from '../../src/index.ts'

test('duration: seconds as a clock shows them', () => {
  expect([0, 9, 60, 899, 3600, 5025].map(clockTime)).toEqual(['0:00', '0:09', '1:00', '14:59', '1:00:00', '1:23:45'])
})

test('duration: a wait as a sentence says it', () => {
  const words = ['1 second', '30 seconds', '2 minutes', '15 minutes', '2 hours']
  expect([1, 30_000, 90_000, 900_000, 5_400_000].map(inWords)).toEqual(words)
})

const error = (code: PortalAuthErrorCode, more: Partial<LoginFlowError> = {}): LoginFlowError => ({
  code,
  operation: 'authenticate',
  field: undefined,
  fields: {},
  retryAfterMs: undefined,
  retryable: false,
  ...more,
})

test('explain: says how long to wait only where the server does', () => {
  expect(explain(error('rate_limited', { retryAfterMs: 30_000 }))).toBe('Too many attempts. Try again in 30 seconds.')
  expect(explain(error('rate_limited'))).toBe('Too many attempts. Try again later.')
  const tooManyMails = error('rate_limited', { operation: 'sendEmailCode', retryAfterMs: 60_000 })
  expect(explain(tooManyMails)).toBe('No other code can be sent yet. Try again in 60 seconds.')
})

test('explain: prefers the message of the server for its field, except for an e-mail', () => {
  const fields = { password: ['too short'], email: ['not an e-mail'] }
  expect(explain(error('validation_failed', { field: 'password', fields }))).toBe('too short')
  expect(explain(error('validation_failed', { field: 'email', fields }))).toMatch(/^Enter a whole e-mail address/)
  expect(explain(error('validation_failed', { fields }))).toBe('too short not an e-mail')
  expect(explain(error('validation_failed'))).toBe('Check what you entered.')
})

import { expect, test } from 'vitest'
import { expectStep } from '../support/client/expect-step.ts'
import { createScenario, email, password } from '../support/client/scenario.ts'

/** What the portal gets of a code that was typed for a method. */
async function sentFor(method: string, code: unknown): Promise<unknown> {
  let sent: unknown
  const { auth } = createScenario({
    user: { mfa: ['totp', 'email', 'backup_code'] },
    network: async (request, next) => {
      if (!request.url.endsWith('/mfa/verify')) return next(request)
      sent = (await request.json()).code
      return Response.json({ detail: 'Invalid code' }, { status: 401 })
    },
  })
  const identified = await auth.identify({ email })
  expectStep(identified, 'password')
  const step = await identified.authenticate({ password })
  expectStep(step, 'mfa')
  await step.verify({ method, code: code as string }).catch(() => {})
  return sent
}

test.each([
  '314159',
  '314 159',
  '314-159',
  ' 314159\r\n',
  '3 1 4 1 5 9',
  '３１４１５９',
  '314\u00a0159',
  '\u200e314159\u200f',
  '"314159".',
  '314\u2212159',
  '<314159>',
  '`314159`',
  '3\ufe0f\u20e31\ufe0f\u20e34159',
])('verify: a code that is pasted as %j is sent as six digits', async (typed) => {
  expect(await sentFor('totp', typed)).toBe('314159')
  expect(await sentFor('email', typed)).toBe('314159')
})

test('verify: a code that JavaScript gives as a number gets its zeros back', async () => {
  expect(await sentFor('totp', 1234)).toBe('001234')
})

test('verify: a backup code keeps its dashes and loses what surrounds it', async () => {
  expect(await sentFor('backup_code', ' abcd-1234\n')).toBe('abcd-1234')
})

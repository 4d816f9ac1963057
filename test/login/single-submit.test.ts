import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { expectStep } from '../support/client/expect-step.ts'
import { createScenario, email, password } from '../support/client/scenario.ts'

test('login steps: a signal that outlives many calls keeps no listener of them', async () => {
  const { auth } = createScenario({ user: { mfa: ['totp', 'email'] } })
  const { signal } = new AbortController()
  const identified = await auth.identify({ email }, { signal })
  expectStep(identified, 'password')
  await identified.authenticate({ password: 'wrong' }, { signal }).catch(() => {})
  const step = await identified.authenticate({ password }, { signal })
  expectStep(step, 'mfa')
  await step.sendEmailCode({ signal })
  await step.verify({ method: 'totp', code: '000000' }, { signal }).catch(() => {})
  expect(getEventListeners(signal, 'abort')).toHaveLength(0)
})

test('login steps: an aborted signal sends nothing, also while the same input is under way', async () => {
  const scenario = createScenario()
  const identified = await scenario.auth.identify({ email })
  expectStep(identified, 'password')
  const signal = AbortSignal.abort('left')
  await expect(identified.authenticate({ password }, { signal })).rejects.toMatchObject({
    code: 'aborted',
    cause: 'left',
  })
  expect(scenario.count('authenticate')).toBe(0)
  const call = identified.authenticate({ password })
  await expect(identified.authenticate({ password }, { signal })).rejects.toMatchObject({ code: 'aborted' })
  expect((await call).step).toBe('done')
})

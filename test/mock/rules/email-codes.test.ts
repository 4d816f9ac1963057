import { expect, test } from 'vitest'
import { createTestPortal } from '../../support/mock/driver.ts'

test('email codes: the outbox keeps the latest 500 messages', { timeout: 30_000 }, async () => {
  const { portal, password, post } = createTestPortal()
  const { mfa_token, user_id } = (await password('email@acme.example', 'email-password-1')).body
  const path = `/api/v1/auth/tenants/acme/mfa/email/send?mfa_token=${mfa_token}&user_id=${user_id}`
  const send = () => post(path, {})
  await send()
  const [first] = portal.outbox.list()
  for (let count = 1; count < 500; count++) await send()
  expect(portal.outbox.list()).toContainEqual(first)
  portal.clock.advance(1_000)
  await send()
  expect(portal.outbox.list()).toHaveLength(500)
  expect(portal.outbox.list()).not.toContainEqual(first)
  expect(portal.outbox.latest('email@acme.example')?.atMs).toBe(portal.clock.now())
})

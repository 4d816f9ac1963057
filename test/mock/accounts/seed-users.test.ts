import { expect, test } from 'vitest'
import { createPortalMock, seedUsers } from '../../../mock/index.ts'
import { createTestPortal } from '../../support/mock/driver.ts'

/** A whole login with everything random in it. */
async function transcript(seed: number): Promise<string> {
  const { portal, password, post, verify, refresh } = createTestPortal({ seed })
  const challenged = (await password('all@acme.example', 'all-password-1')).body
  const { mfa_token, user_id } = challenged
  await post(`/api/v1/auth/tenants/acme/mfa/email/send?mfa_token=${mfa_token}&user_id=${user_id}`, {})
  const granted = (await verify({ mfa_token, user_id, method: 'email', code: portal.outbox.latest()?.code })).body
  const refreshed = (await refresh(granted['refresh_token'])).body
  return JSON.stringify([portal.users.list(), challenged, portal.outbox.list(), granted, refreshed, portal.snapshot()])
}

test('seed: the same seed and the same requests give the same bytes', async () => {
  expect(await transcript(7)).toBe(await transcript(7))
})

test('seed: another seed gives other ids, names, secrets and tokens', async () => {
  const [one, other] = [createPortalMock({ seed: 7 }).users.list(), createPortalMock({ seed: 8 }).users.list()]
  for (const [index, user] of one.entries()) {
    expect(user.id).not.toBe(other[index]?.id)
    expect(user.email).toBe(other[index]?.email)
    if (user.totpSecret !== undefined) expect(user.totpSecret).not.toBe(other[index]?.totpSecret)
  }
  expect(one.map(({ lastName }) => lastName)).not.toEqual(other.map(({ lastName }) => lastName))
  expect(await transcript(7)).not.toBe(await transcript(8))
})

test('seed: concurrent requests draw in the order of arrival', async () => {
  const together = createTestPortal()
  const [a, b] = await Promise.all([
    together.login({ email: 'plain@acme.example', password: 'plain-password-1' }),
    together.identify('plain@acme.example'),
  ])
  const apart = createTestPortal()
  const first = await apart.login({ email: 'plain@acme.example', password: 'plain-password-1' })
  const second = await apart.identify('plain@acme.example')
  expect([a.body, b.body]).toEqual([first.body, second.body])
})

test('seed: every seeded user takes its login path', async () => {
  for (const user of seedUsers) {
    const { password, identify } = createTestPortal()
    const { body } = await identify(user.email)
    expect((body['tenants'] as { slug: string }[]).map(({ slug }) => slug)).toEqual(user.tenants)
    const answer = await password(user.email, user.password)
    if (user.status === 'SUSPENDED') expect(answer.status).toBe(403)
    else expect(answer.body['status']).toBe(user.mfa.length > 0 ? 'MFA_REQUIRED' : 'SUCCESS')
  }
})

import { Secret } from 'otpauth'
import { expect, test } from 'vitest'
import { resolvePolicy } from '../../../mock/policy/resolve-policy.ts'
import { totpCodeOfStep, totpStepAt } from '../../../mock/rules/totp.ts'
import { createTestPortal } from '../../support/mock/driver.ts'

/** RFC 6238, appendix B: the seeds are the digits 1 to 0 repeated to the length of each HMAC. */
const digits = '1234567890'
const secretOf = (length: number) => Secret.fromUTF8(digits.repeat(7).slice(0, length)).base32
const published = [
  [59, 'SHA1', 20, '94287082'],
  [59, 'SHA256', 32, '46119246'],
  [59, 'SHA512', 64, '90693936'],
  [1111111109, 'SHA1', 20, '07081804'],
  [1111111109, 'SHA256', 32, '68084774'],
  [1111111109, 'SHA512', 64, '25091201'],
  [1111111111, 'SHA1', 20, '14050471'],
  [1111111111, 'SHA256', 32, '67062674'],
  [1111111111, 'SHA512', 64, '99943326'],
  [1234567890, 'SHA1', 20, '89005924'],
  [1234567890, 'SHA256', 32, '91819424'],
  [1234567890, 'SHA512', 64, '93441116'],
  [2000000000, 'SHA1', 20, '69279037'],
  [2000000000, 'SHA256', 32, '90698825'],
  [2000000000, 'SHA512', 64, '38618901'],
  [20000000000, 'SHA1', 20, '65353130'],
  [20000000000, 'SHA256', 32, '77737706'],
  [20000000000, 'SHA512', 64, '47863826'],
] as const

test.for(published)('totp: RFC 6238 at %d s with %s', ([seconds, algorithm, length, code]) => {
  const policy = resolvePolicy({ totp: { algorithm, digits: 8 } })
  const step = totpStepAt({ policy, nowMs: seconds * 1000 })
  expect(totpCodeOfStep({ policy }, secretOf(length), step)).toBe(code)
})

/** A portal at one of the published instants whose user has the published secret, and a login that waits for its code. */
async function createAt(seconds: number, algorithm: 'SHA1' | 'SHA256' | 'SHA512', length: number) {
  const driven = createTestPortal({ policy: { totp: { algorithm, digits: 8 } } })
  const saved = driven.portal.snapshot()
  const user = saved.state.users['totp@acme.example']
  if (user !== undefined) user.totpSecret = secretOf(length)
  driven.portal.restore({ ...saved, nowMs: seconds * 1000 })
  const attempt = async (code: string) => {
    const { mfa_token, user_id } = (await driven.password('totp@acme.example', 'totp-password-1')).body
    return (await driven.verify({ mfa_token, user_id, method: 'totp', code })).status
  }
  return { ...driven, attempt }
}

test.for(published)('totp: the server accepts the published code at %d s with %s, once', async (vector) => {
  const [seconds, algorithm, length, code] = vector
  const { attempt } = await createAt(seconds, algorithm, length)
  expect([await attempt(code), await attempt(code)]).toEqual([200, 401])
})

test('totp: two codes of one window are accepted once each, in order', async () => {
  const { attempt } = await createAt(1111111111, 'SHA1', 20)
  expect([await attempt('07081804'), await attempt('14050471'), await attempt('07081804')]).toEqual([200, 200, 401])
})

test.for([
  [-60, 401],
  [-59, 200],
  [0, 200],
  [30, 200],
  [31, 401],
] as const)('totp: a code is answered %d s off the start of its step with %d', async ([offsetSeconds, status]) => {
  const step = Math.floor(1234567890 / 30)
  const { attempt } = await createAt(step * 30 - offsetSeconds, 'SHA1', 20)
  expect(await attempt('89005924')).toBe(status)
})

test('totp: the window follows the policy', async () => {
  for (const [windowSteps, statuses] of [
    [0, [401, 200]],
    [2, [200, 200]],
  ] as const) {
    const { portal, password, verify } = createTestPortal({ policy: { totp: { windowSteps, periodSeconds: 60 } } })
    const attempt = async (code: string) => {
      const { mfa_token, user_id } = (await password('totp@acme.example', 'totp-password-1')).body
      return (await verify({ mfa_token, user_id, method: 'totp', code })).status
    }
    const early = portal.totp('totp@acme.example')
    portal.clock.advance(60_000)
    expect([await attempt(early), await attempt(portal.totp('totp@acme.example'))]).toEqual(statuses)
  }
})

test('totp: when the whole window is used, the code to type is the current one, which is rejected', async () => {
  const { portal, password, verify } = createTestPortal()
  const email = 'totp@acme.example'
  const attempt = async (code: string) => {
    const { mfa_token, user_id } = (await password(email, 'totp-password-1')).body
    return (await verify({ mfa_token, user_id, method: 'totp', code })).status
  }
  const current = portal.totp(email)
  expect(await attempt(current)).toBe(200)
  expect(await attempt(portal.totp(email))).toBe(200)
  expect(portal.totp(email)).toBe(current)
  expect(await attempt(portal.totp(email))).toBe(401)
})

import { expect, test } from 'vitest'
import { createPortalAuth, type PortalAuthErrorCode } from '../../../src/index.ts'
import { answering } from '../../support/client/answering.ts'
import { expectStep } from '../../support/client/expect-step.ts'
import { type RefusedOperation, refusals } from '../../support/client/refusals.ts'
import { baseUrl } from '../../support/client/scenario.ts'
import { skipPauses } from '../../support/client/skip-pauses.ts'

const segments: Record<RefusedOperation, string> = {
  identify: '/identify',
  authenticate: '/authenticate',
  login: '/login',
  verify: '/verify',
  sendEmailCode: '/email/send',
  refresh: '/refresh',
}

/** Runs one operation against a portal that answers it with the given error response, and returns the error. */
async function refuse(
  operation: RefusedOperation,
  status: number,
  body: unknown,
  classifyError?: () => PortalAuthErrorCode | undefined,
): Promise<unknown> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  using auth = createPortalAuth({
    baseUrl,
    classifyError,
    clock: { setTimeout: skipPauses },
    fetch: async (request) => {
      const { pathname } = new URL(request.url)
      if (pathname.endsWith(segments[operation])) return new Response(text, { status })
      if (pathname.endsWith('/login')) return Response.json({ access_token: 'a', refresh_token: 'r', user: {} })
      const answer = { status: 'MFA_REQUIRED', mfa_token: 'm', user_id: 'u', available_methods: ['totp'] }
      return answering(200, answer)(request)
    },
  })
  const credentials = { email: 'ada@example.com', password: 'secret' }
  const run = async (): Promise<unknown> => {
    if (operation === 'login' || operation === 'refresh') {
      await auth.login(credentials)
      return auth.refresh()
    }
    const identified = await auth.identify(credentials)
    expectStep(identified, 'password')
    const next = await identified.authenticate(credentials)
    expectStep(next, 'mfa')
    return operation === 'verify'
      ? next.verify({ method: 'totp', code: '123456' })
      : next.sendEmailCode({ tenantSlug: 'acme' })
  }
  return run().catch((error: unknown) => error)
}

const isObject = (body: unknown): boolean => typeof body === 'object'
const mayPass = new Set<PortalAuthErrorCode>(['account_locked', 'rate_limited', 'server'])

test.each(refusals)('classify: %s with the response %i %j is %s', async (operation, status, body, code) => {
  const retryable = mayPass.has(code) || (code === 'unexpected_response' && !isObject(body))
  expect(await refuse(operation, status, body)).toMatchObject({ code, operation, status, retryable })
})

test('classify: a long message is not searched to its end', async () => {
  const said = `${'account '.repeat(100_000)} locked`
  expect(await refuse('authenticate', 401, { detail: said })).toMatchObject({ code: 'invalid_credentials' })
})

test('classify: classifyError decides first, and undefined leaves the decision to the client', async () => {
  expect(await refuse('authenticate', 418, {}, () => 'account_locked')).toMatchObject({ code: 'account_locked' })
  expect(await refuse('authenticate', 401, {}, () => undefined)).toMatchObject({ code: 'invalid_credentials' })
})

test('classify: a validation error has the messages by field, in camelCase', async () => {
  const items = [
    { loc: ['body', 'flow_token'], msg: 'Field required', type: 'missing', input: { password: 'secret' } },
    { loc: ['body', 'tenants', 0], msg: 'Wrong', type: 'x' },
    { loc: ['body'], msg: 'Not an object', type: 'x' },
    { loc: ['body', '__proto__'], msg: 'Odd', type: 'x' },
  ]
  const error = await refuse('authenticate', 422, { detail: items })
  expect(error).toMatchObject({ code: 'validation_failed' })
  expect(Object.entries((error as { fields: object }).fields)).toEqual([
    ['flowToken', ['Field required']],
    ['tenants', ['Wrong']],
    ['body', ['Not an object']],
    ['__proto__', ['Odd']],
  ])
})

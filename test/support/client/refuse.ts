import { type ClassifyError, createPortalAuth } from '../../../src/index.ts'
import { answering } from './answering.ts'
import { expectStep } from './expect-step.ts'
import type { RefusedOperation } from './refusals.ts'
import { baseUrl } from './scenario.ts'
import { skipPauses } from './skip-pauses.ts'

const segments: Record<RefusedOperation, string> = {
  identify: '/identify',
  authenticate: '/authenticate',
  login: '/login',
  verify: '/verify',
  sendEmailCode: '/email/send',
  refresh: '/refresh',
}

/** Runs one operation against a portal that answers it with the given error response, and returns the error. */
export async function refuse(
  operation: RefusedOperation,
  status: number,
  body: unknown,
  classifyError?: ClassifyError,
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

import { PortalAuthError } from '../base/portal-auth-error.ts'
import type { CallOptions } from '../transport/ask.ts'
import type { Portal } from './context.ts'

/**
 * Has the portal send a code by e-mail. The operation is a documented neighbour of the contract, not part of it.
 */
export async function sendEmailCode(
  portal: Portal<unknown>,
  { tenantSlug, mfaToken, userId }: { tenantSlug: string | undefined; mfaToken: string; userId: string },
  call: CallOptions,
): Promise<void> {
  if (tenantSlug === undefined) {
    throw new PortalAuthError({
      code: 'tenant_required',
      operation: 'sendEmailCode',
      message: 'the portal sends a code for a tenant and identify listed none: give a tenantSlug',
    })
  }
  const query = new URLSearchParams({ mfa_token: mfaToken, user_id: userId })
  const path = `/api/v1/auth/tenants/${encodeURIComponent(tenantSlug)}/mfa/email/send`
  await portal.ask(
    'sendEmailCode',
    async ({ signal }) => {
      const url = `${portal.baseUrl.replace(/\/$/, '')}${path}?${query}`
      const response = await portal.fetch(new Request(url, { method: 'POST', signal }))
      const text = await response.text()
      return response.ok ? { data: text, response } : { error: parseJson(text), response }
    },
    call,
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

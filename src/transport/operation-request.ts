import { type OperationName, operations } from '../generated/operations.ts'
import type { paths } from '../generated/types.ts'

type BodyOf<Name extends OperationName> = paths[(typeof operations)[Name]['path']]['post'] extends {
  requestBody: { content: { 'application/json': infer Body } }
}
  ? Body
  : never

/**
 * What each operation is sent, by its short name. The contract gives method, path and body type.
 * @see openapi.json#/paths
 */
export type OperationRequests = {
  readonly [Name in Exclude<OperationName, 'logout'>]: { readonly body: BodyOf<Name> }
} & {
  readonly logout: { readonly accessToken: string }
  /** A documented neighbour of the contract, not part of it. */
  readonly sendEmailCode: { readonly tenantSlug: string; readonly mfaToken: string; readonly userId: string }
}

/** An operation that the client sends to the portal. */
export type AskedOperation = keyof OperationRequests

/** What any operation may be sent. */
interface AnyRequest {
  readonly body?: unknown
  readonly accessToken?: string
  readonly tenantSlug?: string
  readonly mfaToken?: string
  readonly userId?: string
}

/** Makes the HTTP request of an operation. */
export function makeRequest(
  baseUrl: string,
  operation: AskedOperation,
  { body, accessToken, tenantSlug = '', mfaToken = '', userId = '' }: AnyRequest,
  signal?: AbortSignal,
): Request {
  const { method, path } =
    operation === 'sendEmailCode'
      ? {
          method: 'POST',
          path: `/api/v1/auth/tenants/${encodeURIComponent(tenantSlug)}/mfa/email/send?${new URLSearchParams({ mfa_token: mfaToken, user_id: userId })}`,
        }
      : operations[operation]
  return new Request(`${baseUrl.replace(/\/$/, '')}${path}`, {
    method,
    ...(signal && { signal }),
    ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    // The logout request outlives the page.
    ...(accessToken !== undefined && { headers: { authorization: `Bearer ${accessToken}` }, keepalive: true }),
  })
}

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

/** The method and the path of an operation, without a query. */
export function addressOf(
  operation: AskedOperation,
  { tenantSlug = '' }: AnyRequest,
): { readonly method: string; readonly path: string } {
  return operation === 'sendEmailCode'
    ? { method: 'POST', path: `/api/v1/auth/tenants/${encodeURIComponent(tenantSlug)}/mfa/email/send` }
    : operations[operation]
}

/** Makes the HTTP request of an operation. */
export function makeRequest(
  baseUrl: string,
  operation: AskedOperation,
  request: AnyRequest,
  signal?: AbortSignal,
): Request {
  const { body, accessToken, mfaToken, userId = '' } = request
  const { method, path } = addressOf(operation, request)
  const query = mfaToken === undefined ? '' : `?${new URLSearchParams({ mfa_token: mfaToken, user_id: userId })}`
  return new Request(`${baseUrl.replace(/\/$/, '')}${path}${query}`, {
    method,
    ...(signal && { signal }),
    ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    // The logout request outlives the page.
    ...(accessToken !== undefined && { headers: { authorization: `Bearer ${accessToken}` }, keepalive: true }),
  })
}

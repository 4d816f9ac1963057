import { issuerOf } from '../rules/access-tokens.ts'
import { prefixHeader } from '../wire/ask-below-prefix.ts'
import type { Context } from './context.ts'
import { ok, type Reply } from './reply.ts'
import { jwksPath } from './routes.ts'

const aPrefix = /^(?:\/[^/]+)+$/

/**
 * `GET /tenants/{tenant_id}/.well-known/openid-configuration`: what a backend needs to verify the access tokens of an
 * issuer, by OpenID Connect Discovery 1.0. The key set is at the address that was asked, also where the issuer is another.
 */
export function discovery({ world, params, url, headers }: Context): Reply {
  const { state, policy } = world
  const tenant = state.tenants.find(({ id }) => id === params['tenant_id'])
  if (tenant === undefined) return { status: 404, body: { detail: 'Not Found' } }
  const prefix = aPrefix.exec(headers[prefixHeader] ?? '')?.[0] ?? ''
  return ok({
    issuer: issuerOf(policy, tenant.id),
    jwks_uri: `${url.origin}${prefix}${jwksPath}`,
    id_token_signing_alg_values_supported: [policy.access.algorithm],
    subject_types_supported: ['public'],
    response_types_supported: [],
  })
}

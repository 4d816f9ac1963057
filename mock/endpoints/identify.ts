import type { components } from '../../src/generated/types.ts'
import { issueFlowToken } from '../rules/flow-tokens.ts'
import { requiresTenantSelection, tenantsShown } from '../rules/tenants.ts'
import { findUser } from '../rules/users.ts'
import type { Tenant } from '../state/state.ts'
import type { Context } from './context.ts'
import { ok, type Reply } from './reply.ts'

type IdentifyResponse = components['schemas']['IdentifyResponse']

/**
 * Step 1 of a login: answers any e-mail with a flow token and the tenants to choose from.
 * @see openapi.json#/paths/~1api~1v1~1auth~1identify/post
 */
export function identify({ world, body }: Context<components['schemas']['IdentifyRequest']>): Reply {
  const tenants = tenantsShown(world, body.email, findUser(world.state, body.email))
  const tenantIds = tenants.map(({ id }) => id)
  const mustChoose = requiresTenantSelection(tenantIds)
  const listed = ({ id, name, slug }: Tenant): Record<string, string> =>
    world.policy.identify.tenantNaming === 'id'
      ? { id, name, slug }
      : { tenant_id: id, display_name: name, tenant_slug: slug }
  const response: IdentifyResponse = {
    flow_token: issueFlowToken(world, body.email, tenantIds),
    tenants: mustChoose || world.policy.identify.listsTenants === 'always' ? tenants.map(listed) : [],
    requires_tenant_selection: mustChoose,
  }
  return ok(response)
}

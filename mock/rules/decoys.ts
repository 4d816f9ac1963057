import { nextUint32, randomStateFrom } from '../base/random.ts'
import type { Tenant } from '../state.ts'
import type { World } from '../world.ts'
import { canonicalEmail } from './emails.ts'

const draw = (key: string): number => nextUint32(randomStateFrom(key))

/**
 * The tenants an unknown e-mail is shown: one or two of the real ones, the same at every call. Each tenant is weighed
 * against the e-mail on its own, so that a tenant added later leaves most decoys as they were.
 */
export function decoyTenants({ state }: World, email: string): Tenant[] {
  const key = `${state.decoyKey}:${canonicalEmail(email)}`
  const howMany = draw(`${key}:how many`) % 4 === 0 ? 2 : 1
  return state.tenants
    .map((tenant) => ({ tenant, weight: draw(`${key}:${tenant.id}`) }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, howMany)
    .map(({ tenant }) => tenant)
}

import { randomId } from '../base/random.ts'
import { check, filledText, is, object, oneOf, optional, type Shape, shown } from '../base/shape.ts'
import { type LiveState, type Tenant, type UserStatus, userStatuses } from '../state/state.ts'

/** A tenant to add. */
export interface NewTenant {
  /** Lower-case words joined by `-`, such as `globex-eu`. No other tenant may have it. */
  readonly slug: string
  /** The name, not empty. Default: the capitalised slug; `globex-eu` becomes `Globex Eu`. */
  readonly name?: string
}

/** The shape of a slug. */
export const slug: Shape = is(
  'lower-case words joined by "-"',
  (value) => typeof value === 'string' && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(value),
)

const newTenant = object<NewTenant>({ slug, name: optional(filledText) })

/** The tenant of a slug. */
export function findTenant(state: LiveState, slug: string): Tenant | undefined {
  return state.tenants.find((tenant) => tenant.slug === slug)
}

/** Adds a tenant. Throws a `TypeError` that names what is wrong, a duplicate slug included. */
export function addTenant(state: LiveState, tenant: NewTenant): Tenant {
  check(newTenant, tenant, { caller: 'tenants.add()', name: 'tenant' })
  const { slug, name } = tenant
  if (findTenant(state, slug) !== undefined)
    throw new TypeError(`tenants.add(): tenant.slug must be new; got ${shown(slug)}`)
  const record = { id: randomId(state.random, 'tnt'), name: name ?? capitalised(slug), slug }
  state.tenants.push(record)
  return record
}

/** A tenant and its present status. */
export type TenantNow = Tenant & {
  /** Whether its users may log in. */
  readonly status: UserStatus
}

/** Adds the present status to a tenant. */
export function tenantNow(state: LiveState, tenant: Tenant): TenantNow {
  return { ...tenant, status: state.suspendedTenantIds.includes(tenant.id) ? 'SUSPENDED' : 'ACTIVE' }
}

/** Suspends or reactivates a tenant. Throws a `TypeError` that names what is wrong. */
export function setTenantStatus(state: LiveState, slug: string, status: UserStatus): TenantNow {
  const tenant = findTenant(state, slug)
  if (tenant === undefined) throw new TypeError(`tenants.setStatus(): no tenant ${slug}`)
  checkStatus(status, 'tenants.setStatus()')
  const others = state.suspendedTenantIds.filter((id) => id !== tenant.id)
  state.suspendedTenantIds = status === 'SUSPENDED' ? [...others, tenant.id] : others
  return tenantNow(state, tenant)
}

/** The shape of a status. */
export const status: Shape = oneOf(userStatuses)

/** Throws a `TypeError` for an unknown status. */
export function checkStatus(given: unknown, caller: string): void {
  check(status, given, { caller, name: 'status' })
}

function capitalised(slug: string): string {
  return slug
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')
}

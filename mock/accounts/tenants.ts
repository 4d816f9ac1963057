import { randomId } from '../base/random.ts'
import { check, filledText, is, object, oneOf, optional, type Shape } from '../base/shape.ts'
import { type LiveState, type Tenant, type UserStatus, userStatuses } from '../state/state.ts'

/** A tenant to add. `name` defaults to the slug in capitals: `globex-eu` becomes `Globex Eu`. */
export interface NewTenant {
  readonly slug: string
  readonly name?: string
}

/** What a slug may be. */
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
  check(newTenant, tenant, (path) => (path === '' ? 'tenant' : `tenant: "${path}"`))
  const { slug, name } = tenant
  if (findTenant(state, slug) !== undefined) throw new TypeError(`tenant: there is already a tenant ${slug}`)
  const record = { id: randomId(state.random, 'tnt'), name: name ?? inCapitals(slug), slug }
  state.tenants.push(record)
  return record
}

/** A tenant with whether its users may log in. */
export type TenantNow = Tenant & { readonly status: UserStatus }

/** A tenant as it stands. */
export function tenantNow(state: LiveState, tenant: Tenant): TenantNow {
  return { ...tenant, status: state.suspendedTenantIds.includes(tenant.id) ? 'SUSPENDED' : 'ACTIVE' }
}

/** Suspends a tenant or lets its users in again. Throws a `TypeError` that names what is wrong. */
export function setTenantStatus(state: LiveState, slug: string, status: UserStatus): TenantNow {
  const tenant = findTenant(state, slug)
  if (tenant === undefined) throw new TypeError(`there is no tenant ${slug}`)
  checkStatus(status)
  const others = state.suspendedTenantIds.filter((id) => id !== tenant.id)
  state.suspendedTenantIds = status === 'SUSPENDED' ? [...others, tenant.id] : others
  return tenantNow(state, tenant)
}

/** Whether somebody may log in. */
export const status: Shape = oneOf(userStatuses)

/** Throws a `TypeError` for what is no status. */
export function checkStatus(given: unknown): void {
  check(status, given, () => 'status')
}

function inCapitals(slug: string): string {
  return slug
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')
}

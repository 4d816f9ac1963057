import { isRecord } from './base/json.ts'
import { randomId } from './base/random.ts'
import type { PortalState, Tenant } from './state.ts'

/** A tenant to add. `name` defaults to the slug in capitals: `globex-eu` becomes `Globex Eu`. */
export type NewTenant = { readonly slug: string; readonly name?: string }

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

/** Whether a value can be a slug. */
export function isSlug(value: unknown): value is string {
  return typeof value === 'string' && SLUG.test(value)
}

/** The tenant of a slug. */
export function findTenant(state: PortalState, slug: string): Tenant | undefined {
  return state.tenants.find((tenant) => tenant.slug === slug)
}

/** Adds a tenant. Throws a `TypeError` that names what is wrong, a duplicate slug included. */
export function addTenant(state: PortalState, tenant: NewTenant): Tenant {
  if (!isRecord(tenant)) throw new TypeError('tenant: an object with at least slug is needed')
  const { slug, name } = tenant
  if (!isSlug(slug)) {
    throw new TypeError(
      `tenant: "slug" is ${JSON.stringify(slug) ?? 'missing'}; allowed: lower-case words joined by "-"`,
    )
  }
  if (name !== undefined && (typeof name !== 'string' || name === '')) {
    throw new TypeError(`tenant: "name" is ${JSON.stringify(name)}; allowed: a string that is not empty`)
  }
  if (findTenant(state, slug) !== undefined) throw new TypeError(`tenant: there is already a tenant ${slug}`)
  const record = { id: randomId(state.random, 'tnt'), name: name ?? inCapitals(slug), slug }
  state.tenants.push(record)
  return record
}

function inCapitals(slug: string): string {
  return slug
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')
}

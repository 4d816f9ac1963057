import { idText, isJsonObject, type JsonObject, nonEmptyString } from '../base/json.ts'

/**
 * A tenant the user can sign in to. `raw` is the object as it arrived; the contract leaves its fields open.
 *
 * @see openapi.json#/components/schemas/IdentifyResponse/properties/tenants
 */
export interface PortalTenant {
  /** What `authenticate({ tenantId })` takes. */
  readonly id: string
  /** The display name; the slug or the id if the portal gives no name. */
  readonly name: string
  /** The name in URLs; undefined if the portal gives no slug. */
  readonly slug: string | undefined
  /** The object as it arrived. */
  readonly raw: JsonObject
}

/** Reads a list of tenants in any spelling that a portal may use. An entry without an id cannot be chosen and is left out. */
export function readTenants(wire: readonly unknown[]): readonly PortalTenant[] {
  return Object.freeze(wire.map(readTenant).filter((tenant) => tenant !== undefined))
}

function readTenant(wire: unknown): PortalTenant | undefined {
  if (!isJsonObject(wire)) return undefined
  const id = idText(wire.id) ?? idText(wire.tenant_id)
  if (id === undefined) return undefined
  const slug = nonEmptyString(wire.slug) ?? nonEmptyString(wire.tenant_slug)
  const name = nonEmptyString(wire.name) ?? nonEmptyString(wire.display_name) ?? slug ?? id
  return Object.freeze({ id, name, slug, raw: wire })
}

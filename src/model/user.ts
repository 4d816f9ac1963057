import { idText, isJsonObject, type JsonObject } from '../base/json.ts'

/**
 * The signed-in user, read from the answer's `user` object. The contract leaves its fields open, so each may be absent;
 * `raw` is the object as it arrived.
 *
 * @see openapi.json#/components/schemas/AuthenticateResponse/properties/user
 */
export interface PortalUser {
  /** From `id`, `user_id` or `sub`. */
  readonly id?: string
  /** From `email`. */
  readonly email?: string
  /** From `first_name` or `given_name`. */
  readonly firstName?: string
  /** From `last_name` or `family_name`. */
  readonly lastName?: string
  /** From `display_name` or `name`. */
  readonly displayName?: string
  /** From `tenant_id`, or the id of `tenant`. */
  readonly tenantId?: string
  /** From `status`, as the portal spells it. */
  readonly status?: string
  /** The object as it arrived. */
  readonly raw: JsonObject
}

/** Reads a user in any spelling that a portal may use. */
export function readUser(wire: unknown): PortalUser {
  const raw = isJsonObject(wire) ? wire : {}
  const tenant = isJsonObject(raw.tenant) ? raw.tenant : {}
  return Object.freeze({
    ...given('id', raw.id, raw.user_id, raw.sub),
    ...given('email', raw.email),
    ...given('firstName', raw.first_name, raw.given_name),
    ...given('lastName', raw.last_name, raw.family_name),
    ...given('displayName', raw.display_name, raw.name),
    ...given('tenantId', raw.tenant_id, tenant.id, tenant.tenant_id),
    ...given('status', raw.status),
    raw,
  })
}

function given<Name extends string>(
  name: Name,
  ...candidates: readonly unknown[]
): { readonly [key in Name]?: string } {
  const value = candidates.map(idText).find((candidate) => candidate !== undefined)
  return value === undefined ? {} : ({ [name]: value } as { readonly [key in Name]?: string })
}

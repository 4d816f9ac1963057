/** The wire names from which the client reads each member, in the order it tries them; a path leads into an object. */
export type Spellings = Readonly<Record<string, readonly string[]>>

/** The wire names of `PortalUser`. A test reads them off `readUser` in `src/model/user.ts`. */
export const userSpellings: Spellings = {
  id: ['id', 'user_id', 'sub'],
  email: ['email'],
  firstName: ['first_name', 'given_name'],
  lastName: ['last_name', 'family_name'],
  displayName: ['display_name', 'name'],
  tenantId: ['tenant_id', 'tenant.id', 'tenant.tenant_id'],
  status: ['status'],
}

/** The wire names of `PortalTenant`. A test reads them off `readTenants` in `src/model/tenant.ts`. */
export const tenantSpellings: Spellings = {
  id: ['id', 'tenant_id'],
  name: ['name', 'display_name'],
  slug: ['slug', 'tenant_slug'],
}

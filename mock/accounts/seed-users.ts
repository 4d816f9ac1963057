import type { PortalPolicy } from '../policy/portal-policy.ts'
import type { LiveState } from '../state/state.ts'
import { addTenant, type NewTenant } from './tenants.ts'
import { addUser, type NewUser } from './users.ts'

/** The tenants of every new portal. The seed decides their ids. */
export const seedTenants: readonly Required<NewTenant>[] = [
  { slug: 'acme', name: 'Acme Corporation' },
  { slug: 'globex', name: 'Globex' },
  { slug: 'initech', name: 'Initech' },
]

/** A user of every new portal, and the login path it is for. */
export type SeedUser = Required<Pick<NewUser, 'email' | 'password' | 'tenants' | 'mfa' | 'status'>> & {
  /** The login path in words, such as `a tenant must be chosen`. */
  readonly path: string
}

const active = { mfa: [], status: 'ACTIVE' } as const

/**
 * One user for each login path. E-mails and passwords are the same for every seed, so that they are easy to remember. The
 * seed decides names, ids, secrets and backup codes.
 */
export const seedUsers: readonly SeedUser[] = [
  {
    ...active,
    email: 'plain@acme.example',
    password: 'plain-password-1',
    tenants: ['acme'],
    path: 'a password is enough',
  },
  {
    ...active,
    email: 'tenants@acme.example',
    password: 'tenants-password-1',
    tenants: ['acme', 'globex', 'initech'],
    path: 'a tenant must be chosen',
  },
  {
    ...active,
    email: 'totp@acme.example',
    password: 'totp-password-1',
    tenants: ['acme'],
    mfa: ['totp'],
    path: 'a code from an authenticator',
  },
  {
    ...active,
    email: 'email@acme.example',
    password: 'email-password-1',
    tenants: ['acme'],
    mfa: ['email'],
    path: 'a code by e-mail',
  },
  {
    ...active,
    email: 'backup@acme.example',
    password: 'backup-password-1',
    tenants: ['globex'],
    mfa: ['totp', 'backup_code'],
    path: 'a backup code when the phone is lost',
  },
  {
    ...active,
    email: 'all@acme.example',
    password: 'all-password-1',
    tenants: ['acme', 'globex'],
    mfa: ['totp', 'email', 'backup_code'],
    path: 'a tenant, then any second factor',
  },
  {
    ...active,
    email: 'suspended@acme.example',
    password: 'suspended-password-1',
    tenants: ['acme'],
    status: 'SUSPENDED',
    path: 'refused after the right password',
  },
]

/** Adds the seeded tenants to a state. */
export function seedTenantsInto(state: LiveState): void {
  for (const tenant of seedTenants) addTenant(state, tenant)
}

/** Adds the seeded users to a state. */
export function seedUsersInto(state: LiveState, policy: PortalPolicy): void {
  for (const { path: _path, ...user } of seedUsers) addUser(state, policy, user)
}

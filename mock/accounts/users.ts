import { nextUint32, randomBase32Secret, randomId } from '../base/random.ts'
import { check, filledText, is, listOf, object, oneOf, optional, type Shape, shown } from '../base/shape.ts'
import { canonicalEmail } from '../email/canonical-email.ts'
import { readEmail } from '../email/email-format.ts'
import type { PortalPolicy } from '../policy/portal-policy.ts'
import { issueBackupCodes, unusedBackupCodes } from '../rules/backup-codes.ts'
import { countMembership } from '../rules/decoys.ts'
import { findUser } from '../rules/users.ts'
import {
  type LiveState,
  type MfaMethod,
  mfaMethods,
  type Tenant,
  type UserRecord,
  type UserStatus,
} from '../state/state.ts'
import { fakeName } from './fake-name.ts'
import { addTenant, findTenant, slug, status } from './tenants.ts'

/** A user to add. */
export interface NewUser {
  readonly email: string
  readonly password: string
  /** Slugs. One that does not exist is made. Default: the first tenant of the portal. */
  readonly tenants?: readonly string[]
  /** Second factors the user must choose from. Default none. */
  readonly mfa?: readonly MfaMethod[]
  /** Default `ACTIVE`. */
  readonly status?: UserStatus
  /** Default: made up from the seed. */
  readonly firstName?: string
  /** Default: made up from the seed. */
  readonly lastName?: string
}

/** A user with all that a test needs to log in as them. */
export interface PortalUser {
  readonly id: string
  readonly email: string
  readonly password: string
  readonly firstName: string
  readonly lastName: string
  readonly status: UserStatus
  readonly tenants: readonly Tenant[]
  readonly mfa: readonly MfaMethod[]
  /** In base 32. Only with `totp`. */
  readonly totpSecret?: string
  /** Those not used yet. Only with `backup_code`. */
  readonly backupCodes?: readonly string[]
}

/** An address that stands alone, as logins find it again. */
const address: Shape = (value) => {
  if (typeof value !== 'string') return is('an e-mail address', () => false)(value)
  const read = readEmail(value)
  if ('problem' in read) return { path: '', problem: `is ${shown(value)}; ${read.problem}` }
  return is(`an e-mail address without a name or blanks around it, ${read.email}`, () => read.email === value)(value)
}

const newUser = object<NewUser>({
  email: address,
  password: filledText,
  tenants: optional(listOf(slug, 1)),
  mfa: optional(listOf(oneOf(mfaMethods))),
  status: optional(status),
  firstName: optional(filledText),
  lastName: optional(filledText),
})

function checkNewUser(state: LiveState, user: NewUser): void {
  check(newUser, user, (path) => (path === '' ? 'user' : `user: "${path}"`))
  const { email } = user
  if (findUser(state, email) !== undefined) throw new TypeError(`user: there is already a user ${email}`)
}

/** Adds a user. Throws a `TypeError` that names what is wrong, a duplicate e-mail included; nothing is added then. */
export function addUser(state: LiveState, policy: PortalPolicy, user: NewUser): UserRecord {
  checkNewUser(state, user)
  const { email, password, mfa = [] } = user
  const slugs = user.tenants ?? [state.tenants[0]?.slug ?? 'acme']
  const tenantIds = [...new Set(slugs)].map((each) => (findTenant(state, each) ?? addTenant(state, { slug: each })).id)
  // Drawn whether it is needed or not, so that a name given changes no id that follows.
  const nameSeed = nextUint32(state.random)
  const isNamed = user.firstName !== undefined && user.lastName !== undefined
  const madeUp = isNamed ? { firstName: user.firstName, lastName: user.lastName } : fakeName(nameSeed)
  const record: UserRecord = {
    id: randomId(state.random, 'usr'),
    email,
    password,
    firstName: user.firstName ?? madeUp.firstName,
    lastName: user.lastName ?? madeUp.lastName,
    status: user.status ?? 'ACTIVE',
    tenantIds,
    mfa: mfaMethods.filter((method) => mfa.includes(method)),
    totpSecret: mfa.includes('totp') ? randomBase32Secret(state.random) : null,
    lastTotpStep: null,
    backupCodes: mfa.includes('backup_code') ? issueBackupCodes({ state, policy }) : [],
  }
  state.users[canonicalEmail(email)] = record
  countMembership(state, tenantIds)
  state.emails[record.id] = canonicalEmail(email)
  return record
}

/** A user as tests see it. */
export function portalUser(state: LiveState, user: UserRecord): PortalUser {
  const { id, email, password, firstName, lastName, status, mfa, totpSecret } = user
  return {
    id,
    email,
    password,
    firstName,
    lastName,
    status,
    tenants: state.tenants.filter((tenant) => user.tenantIds.includes(tenant.id)).map((tenant) => ({ ...tenant })),
    mfa: [...mfa],
    ...(totpSecret === null ? {} : { totpSecret }),
    ...(mfa.includes('backup_code') ? { backupCodes: unusedBackupCodes(user) } : {}),
  }
}

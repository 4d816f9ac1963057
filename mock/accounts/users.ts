import { nextUint32, randomBase32Secret, randomId } from '../base/random.ts'
import {
  check,
  filledText,
  flaw,
  listOf,
  object,
  oneOf,
  oneOfNames,
  optional,
  type Shape,
  shown,
} from '../base/shape.ts'
import { canonicalEmail } from '../email/canonical-email.ts'
import { readEmail } from '../email/email-format.ts'
import type { PortalPolicy } from '../policy/portal-policy.ts'
import { issueBackupCodes, unusedBackupCodes } from '../rules/backup-codes.ts'
import { countMembership } from '../rules/decoys.ts'
import { findUser } from '../rules/users.ts'
import {
  type LiveState,
  type SecondFactor,
  secondFactors,
  type Tenant,
  type UserRecord,
  type UserStatus,
} from '../state/state.ts'
import { fakeName } from './fake-name.ts'
import { findTenant, slug, status } from './tenants.ts'

/** A user to add. */
export interface NewUser {
  /** An e-mail address that no other user has, without regard to case; without a name or blanks around it. */
  readonly email: string
  /** The password, not empty. */
  readonly password: string
  /** The slugs of the user's tenants, one or more. The portal has them: `tenants.add` adds one. Default: the portal's first tenant. */
  readonly tenants?: readonly string[]
  /** The user's second factors: one of them is required at login. Default none. */
  readonly mfa?: readonly SecondFactor[]
  /** Whether the user may log in. Default `ACTIVE`. */
  readonly status?: UserStatus
  /** The first name, not empty. Default: generated from the seed. */
  readonly firstName?: string
  /** The last name, not empty. Default: generated from the seed. */
  readonly lastName?: string
}

/** A user of the mock, with all that a test needs to log in. */
export interface MockUser {
  /** The id, as in responses: `usr_…`. */
  readonly id: string
  /** The e-mail as it was added. */
  readonly email: string
  /** The password in plain text. */
  readonly password: string
  /** The first name. */
  readonly firstName: string
  /** The last name. */
  readonly lastName: string
  /** Whether the user may log in. */
  readonly status: UserStatus
  /** The user's tenants, in the order in which they were added to the portal. */
  readonly tenants: readonly Tenant[]
  /** The user's second factors, in the order in which a login offers them. Empty: a password is enough. */
  readonly mfa: readonly SecondFactor[]
  /** The secret of the authenticator app, in base 32. Only with `totp`. */
  readonly totpSecret?: string
  /** The unused backup codes. Only with `backup_code`. */
  readonly backupCodes?: readonly string[]
}

/** An address without a name or blanks around it, because a login is validated without them. */
const address: Shape = (value) => {
  if (typeof value !== 'string') return flaw('an e-mail address', value)
  const read = readEmail(value)
  if ('problem' in read) return flaw(`an e-mail address (${read.problem.replace(/\.$/, '')})`, value)
  if (read.email !== value) return flaw(`an e-mail address without a name or blanks around it: ${read.email}`, value)
  return undefined
}

const newUser = object<NewUser>({
  email: address,
  password: filledText,
  tenants: optional(listOf(slug, 1)),
  mfa: optional(listOf(oneOf(secondFactors))),
  status: optional(status),
  firstName: optional(filledText),
  lastName: optional(filledText),
})

function checkNewUser(state: LiveState, user: NewUser): void {
  check(newUser, user, { caller: 'users.add()', name: 'user' })
  const { email } = user
  if (findUser(state, email) !== undefined)
    throw new TypeError(`users.add(): user.email must be new; got ${shown(email)}`)
}

function knownTenant(state: LiveState, slug: string): Tenant {
  const tenant = findTenant(state, slug)
  if (tenant !== undefined) return tenant
  const slugs = state.tenants.slice(0, 20).map((each) => each.slug)
  const problem = `user.tenants must be slugs of the portal, such as ${oneOfNames(slugs)}; got ${shown(slug)}`
  throw new TypeError(`users.add(): ${problem}; tenants.add() adds a tenant`)
}

/** Adds a user. Throws a `TypeError` that names what is wrong, also for a duplicate e-mail, and adds nothing then. */
export function addUser(state: LiveState, policy: PortalPolicy, user: NewUser): UserRecord {
  checkNewUser(state, user)
  const { email, password, mfa = [] } = user
  const slugs = user.tenants ?? [state.tenants[0]?.slug ?? 'acme']
  const tenantIds = [...new Set(slugs)].map((each) => knownTenant(state, each).id)
  // Drawn in any case, so that a given name does not change the ids that follow.
  const nameSeed = nextUint32(state.random)
  const isNamed = user.firstName !== undefined && user.lastName !== undefined
  const generated = isNamed ? { firstName: user.firstName, lastName: user.lastName } : fakeName(nameSeed)
  const record: UserRecord = {
    id: randomId(state.random, 'usr'),
    email,
    password,
    firstName: user.firstName ?? generated.firstName,
    lastName: user.lastName ?? generated.lastName,
    status: user.status ?? 'ACTIVE',
    tenantIds,
    mfa: secondFactors.filter((method) => mfa.includes(method)),
    totpSecret: mfa.includes('totp') ? randomBase32Secret(state.random) : null,
    lastTotpStep: null,
    backupCodes: mfa.includes('backup_code') ? issueBackupCodes({ state, policy }) : [],
  }
  state.users[canonicalEmail(email)] = record
  countMembership(state, tenantIds)
  state.emails[record.id] = canonicalEmail(email)
  return record
}

/** A user as `portal.users` shows it to tests. */
export function mockUser(state: LiveState, user: UserRecord): MockUser {
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

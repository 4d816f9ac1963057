import { isRecord } from './base/json.ts'
import { nextUint32, randomBase32Secret, randomId } from './base/random.ts'
import { fakeName } from './fake-name.ts'
import { readEmail } from './http/email-format.ts'
import type { PortalPolicy } from './policy.ts'
import { issueBackupCodes, unusedBackupCodes } from './rules/backup-codes.ts'
import { countMembership } from './rules/decoys.ts'
import { canonicalEmail } from './rules/emails.ts'
import { mfaMethods } from './rules/second-factors.ts'
import { findUser } from './rules/users.ts'
import type { MfaMethod, PortalState, Tenant, UserRecord, UserStatus } from './state.ts'
import { addTenant, findTenant, isSlug } from './tenants.ts'

/** A user to add. */
export type NewUser = {
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
export type PortalUser = {
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

const statuses: readonly UserStatus[] = ['ACTIVE', 'SUSPENDED']

function wrong(name: string, value: unknown, allowed: string): never {
  throw new TypeError(`user: "${name}" is ${JSON.stringify(value) ?? 'missing'}; allowed: ${allowed}`)
}

function isListOf<T>(value: unknown, isOne: (item: unknown) => item is T): value is T[] {
  return Array.isArray(value) && value.every(isOne)
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
const isMethod = (value: unknown): value is MfaMethod => mfaMethods.some((method) => method === value)
const isAddress = (value: unknown): value is string => {
  const read = isText(value) ? readEmail(value) : { problem: 'not a text' }
  return 'email' in read && read.email === value
}
const isOptionalText = (value: unknown): boolean => value === undefined || isText(value)

function checkNewUser(state: PortalState, user: NewUser): void {
  if (!isRecord(user)) throw new TypeError('user: an object with at least email and password is needed')
  const { email, password, tenants, mfa, status, firstName, lastName } = user
  if (!isAddress(email)) wrong('email', email, 'an e-mail address')
  if (findUser(state, email) !== undefined) throw new TypeError(`user: there is already a user ${email}`)
  if (!isText(password)) wrong('password', password, 'a string that is not empty')
  if (tenants !== undefined && (!isListOf(tenants, isSlug) || tenants.length === 0))
    wrong('tenants', tenants, 'slugs, at least one: lower-case words joined by "-"')
  if (mfa !== undefined && !isListOf(mfa, isMethod)) wrong('mfa', mfa, `a list of ${mfaMethods.join(', ')}`)
  if (status !== undefined && !statuses.includes(status)) wrong('status', status, statuses.join(', '))
  if (!isOptionalText(firstName)) wrong('firstName', firstName, 'a string that is not empty')
  if (!isOptionalText(lastName)) wrong('lastName', lastName, 'a string that is not empty')
}

/** Adds a user. Throws a `TypeError` that names what is wrong, a duplicate e-mail included; nothing is added then. */
export function addUser(state: PortalState, policy: PortalPolicy, user: NewUser): UserRecord {
  checkNewUser(state, user)
  const { email, password, mfa = [], status = 'ACTIVE' } = user
  const slugs = user.tenants ?? [state.tenants[0]?.slug ?? 'acme']
  const tenantIds = [...new Set(slugs)].map((slug) => (findTenant(state, slug) ?? addTenant(state, { slug })).id)
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
    status,
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
export function portalUser(state: PortalState, user: UserRecord): PortalUser {
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

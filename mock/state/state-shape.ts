import { isRecord } from '../base/json.ts'
import {
  below,
  filledText,
  flaw,
  is,
  listOf,
  nullOr,
  object,
  oneOf,
  type Shape,
  tableOf,
  text,
  whole,
} from '../base/shape.ts'
import { type KeyRecord, type PortalState, secondFactors, type UserRecord, userStatuses } from './state.ts'

const ms = is('milliseconds since 1970', (value) => typeof value === 'number' && Number.isFinite(value))
const texts = listOf(text)
const uint32 = whole(0, 2 ** 32 - 1)

const user = object<UserRecord>({
  id: text,
  email: text,
  password: text,
  firstName: text,
  lastName: text,
  status: oneOf(userStatuses),
  tenantIds: texts,
  mfa: listOf(oneOf(secondFactors)),
  totpSecret: nullOr(is('a secret in base 32', (value) => typeof value === 'string' && /^[A-Z2-7]+$/.test(value))),
  lastTotpStep: nullOr(whole(0)),
  backupCodes: listOf(object<UserRecord['backupCodes'][number]>({ code: filledText, usedAtMs: nullOr(ms) })),
})

const wholeState = object<PortalState>({
  random: is('four numbers of 32 bits', (value) => {
    return Array.isArray(value) && value.length === 4 && value.every((each) => uint32(each) === undefined)
  }),
  decoyKey: text,
  decoys: tableOf(texts),
  keys: object<PortalState['keys']>({
    generation: whole(1),
    retired: listOf(object<KeyRecord>({ generation: whole(1), untilMs: ms })),
  }),
  memberships: tableOf(whole(1)),
  tenants: listOf(object<PortalState['tenants'][number]>({ id: text, name: text, slug: text })),
  suspendedTenantIds: texts,
  users: tableOf(user),
  emails: tableOf(text),
  flows: tableOf(
    object<PortalState['flows'][string]>({
      email: text,
      tenantIds: texts,
      issuedAtMs: ms,
      expiresAtMs: ms,
      usedAtMs: nullOr(ms),
    }),
  ),
  challenges: tableOf(
    object<PortalState['challenges'][string]>({
      userId: text,
      tenantId: text,
      expiresAtMs: ms,
      wrongCodes: whole(0),
      usedAtMs: nullOr(ms),
      emailCode: nullOr(object<{ code: string; expiresAtMs: number }>({ code: text, expiresAtMs: ms })),
    }),
  ),
  families: tableOf(
    object<PortalState['families'][string]>({
      userId: text,
      tenantId: text,
      startedAtMs: ms,
      revokedAtMs: nullOr(ms),
      revokedBecause: nullOr(oneOf(['logout', 'reuse'])),
    }),
  ),
  refreshTokens: tableOf(
    object<PortalState['refreshTokens'][string]>({
      familyId: text,
      expiresAtMs: ms,
      usedAtMs: nullOr(ms),
      successor: nullOr(text),
    }),
  ),
  lockouts: tableOf(
    object<PortalState['lockouts'][string]>({ failures: whole(1), lastFailureAtMs: ms, lockedUntilMs: nullOr(ms) }),
  ),
  trustedDevices: listOf(
    object<PortalState['trustedDevices'][number]>({ userId: text, tenantId: text, device: text, expiresAtMs: ms }),
  ),
  outbox: listOf(
    object<PortalState['outbox'][number]>({ to: text, subject: text, code: text, atMs: ms, expiresAtMs: ms }),
  ),
  requestsUntilSweep: whole(1),
})

/** The shape of a portal's state: every part is present, and users can be found by e-mail and by id. */
export const portalState: Shape = (value) => wholeState(value) ?? unreachableUser(value)

function unreachableUser(state: unknown): ReturnType<Shape> {
  if (!isRecord(state) || !isRecord(state['users']) || !isRecord(state['emails'])) return undefined
  const { users, emails } = state
  const ids = new Map(Object.entries(users).map(([email, each]) => [isRecord(each) ? each['id'] : undefined, email]))
  const lost = Object.entries(emails).find(([id, email]) => ids.get(id) !== email)
  if (lost !== undefined) return below(`emails.${lost[0]}`, flaw('the e-mail of the user with this id', lost[1]))
  const unlisted = [...ids].find(([id]) => !Object.hasOwn(emails, String(id)))
  return unlisted && below(`users.${unlisted[1]}.id`, flaw('a key of emails', unlisted[0]))
}

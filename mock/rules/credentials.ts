import type { UserRecord } from '../state/state.ts'
import { isRefused, type Refused, type World } from '../state/world.ts'
import { countWrongPassword, forgetWrongPasswords, refuseWhileLocked } from './lockout.ts'
import { isRightPassword } from './passwords.ts'
import { refuseWhileSuspended } from './suspension.ts'
import { selectTenant } from './tenants.ts'
import { findUser } from './users.ts'

/** The credentials of a login. `shownIds` are the tenants that identify listed for the e-mail. */
export interface Credentials {
  email: string
  password: string
  tenantId: string | null
  shownIds: readonly string[]
}

/**
 * Checks e-mail, password and tenant together. Wrong password, unknown user and foreign tenant get the same answer by
 * default. Only a login with the right password learns that the user is suspended.
 */
export function checkCredentials(
  world: World,
  { email, password, tenantId, shownIds }: Credentials,
): { user: UserRecord; tenantId: string } | Refused {
  const locked = refuseWhileLocked(world, email)
  if (locked !== undefined) return locked
  const selected = selectTenant(shownIds, tenantId)
  if (isRefused(selected)) return selected

  const user = findUser(world.state, email)
  const isRight = isRightPassword(user, password)
  const isMember = selected.tenantId !== null && user?.tenantIds.includes(selected.tenantId)
  if (user === undefined || selected.tenantId === null || !isRight || !isMember) {
    countWrongPassword(world, email)
    return { refused: isRight && !isMember ? 'foreignTenant' : 'invalidCredentials' }
  }
  forgetWrongPasswords(world, email)
  return refuseWhileSuspended(world, user, selected.tenantId) ?? { user, tenantId: selected.tenantId }
}

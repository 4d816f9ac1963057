import { ownValue } from '../base/own-value.ts'
import { canonicalEmail } from '../email/canonical-email.ts'
import type { LiveState, UserRecord } from '../state/state.ts'

/** The user with an e-mail, without regard to case. */
export function findUser(state: LiveState, email: string): UserRecord | undefined {
  const key = canonicalEmail(email)
  return ownValue(state.users, key)
}

/** The user with an id. */
export function findUserById(state: LiveState, id: string): UserRecord | undefined {
  const email = ownValue(state.emails, id)
  return email === undefined ? undefined : findUser(state, email)
}

/** A user in the answers of authenticate, login, verify and `GET /api/v1/me`. */
export interface PublicUser {
  id: string
  email: string
  first_name: string
  last_name: string
  display_name: string
  tenant_id: string
  status: string
}

/** A user in the tenant that the login is for. */
export function publicUser(user: UserRecord, tenantId: string): PublicUser {
  return {
    id: user.id,
    email: user.email,
    first_name: user.firstName,
    last_name: user.lastName,
    display_name: `${user.firstName} ${user.lastName}`,
    tenant_id: tenantId,
    status: user.status,
  }
}

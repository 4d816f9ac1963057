import { type JsonObject, nonEmptyString } from '../base/json.ts'
import { type PortalUser, readUser } from './user.ts'

/** The tokens of a finished login, and whose they are. Never handed to a caller. */
export interface Grant {
  readonly accessToken: string
  readonly refreshToken: string | undefined
  readonly user: PortalUser
}

/** The grant in an answer; undefined where it has no access token. */
export function readGrant(wire: JsonObject): Grant | undefined {
  const accessToken = nonEmptyString(wire.access_token)
  if (accessToken === undefined) return undefined
  return { accessToken, refreshToken: nonEmptyString(wire.refresh_token), user: readUser(wire.user) }
}

import { isJsonObject, type JsonObject, nonEmptyString } from '../base/json.ts'

/** The tokens of a finished login, and the user they belong to. Never handed to a caller. */
export interface Grant {
  readonly accessToken: string
  readonly refreshToken: string | undefined
  /** The `user` object of the answer, as it arrived. */
  readonly user: JsonObject
}

/** Reads the grant in an answer; undefined if it has no access token. */
export function readGrant(wire: JsonObject): Grant | undefined {
  const accessToken = nonEmptyString(wire.access_token)
  if (accessToken === undefined) return undefined
  const user = isJsonObject(wire.user) ? wire.user : {}
  return { accessToken, refreshToken: nonEmptyString(wire.refresh_token), user }
}

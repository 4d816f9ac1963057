import { isJsonObject, type JsonObject } from '../base/json.ts'

/** The tokens of a finished login, and the user they belong to. Never handed to a caller. */
export interface Grant {
  readonly accessToken: string
  readonly refreshToken: string | undefined
  /** The `user` object of the answer, as it arrived. */
  readonly user: JsonObject
  /** The server's time when it granted the tokens, in milliseconds since the epoch, if known. */
  readonly serverNowMs: number | undefined
}

/** Reads the grant in an answer; undefined if it has no usable access token, or a refresh token that is not usable. */
export function readGrant(wire: JsonObject, serverNowMs?: number): Grant | undefined {
  const accessToken = tokenText(wire.access_token)
  const refreshToken = tokenText(wire.refresh_token)
  // An unusable refresh token must not pass for none: in a refresh the one before has been used.
  if (accessToken === undefined || (wire.refresh_token && refreshToken === undefined)) return undefined
  const user = isJsonObject(wire.user) ? wire.user : {}
  return { accessToken, refreshToken, user, serverNowMs }
}

/**
 * The value if it can be sent as a token: printable ASCII characters only. Any other value would end up in the error of a
 * header that refuses it.
 *
 * @see RFC 6749, appendix A.12
 */
export function tokenText(value: unknown): string | undefined {
  return typeof value === 'string' && /^[!-~](?:[ -~]*[!-~])?$/.test(value) ? value : undefined
}

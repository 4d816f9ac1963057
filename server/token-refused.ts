/** Why an access token was not accepted. */
export type TokenRefusedCode =
  /** There is no bearer token in the request: 401 without an error, as RFC 6750 wants it. */
  | 'missing'
  /** The token is malformed, forged, for somebody else or of another portal: 401 `invalid_token`. */
  | 'invalid'
  /** The token was good and has expired: 401 `invalid_token`; a client refreshes and asks again. */
  | 'expired'
  /** The portal's keys cannot be fetched, so nothing is known about the token: 503. */
  | 'keys_unavailable'

const statuses: Readonly<Record<TokenRefusedCode, 401 | 503>> = {
  missing: 401,
  invalid: 401,
  expired: 401,
  keys_unavailable: 503,
}

/** An access token that was not accepted. It holds nothing of the token. */
export class TokenRefused extends Error {
  readonly code: TokenRefusedCode
  /** The status to answer with. */
  readonly status: 401 | 503
  /** The header `WWW-Authenticate` of that answer; undefined with 503. */
  readonly challenge: string | undefined

  constructor(code: TokenRefusedCode, message: string) {
    super(message)
    this.name = 'TokenRefused'
    this.code = code
    this.status = statuses[code]
    const error = code === 'missing' ? '' : ` error="invalid_token", error_description="${message}"`
    this.challenge = this.status === 401 ? `Bearer${error}` : undefined
  }
}

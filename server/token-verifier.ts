import { createRemoteJWKSet, customFetch, errors, type JWTPayload, jwtVerify } from 'jose'
import { TokenRefused } from './token-refused.ts'

/** Options of {@link createTokenVerifier}. */
export interface TokenVerifierOptions {
  /** Where the portal's keys are: `…/api/v1/platform/.well-known/jwks.json`. */
  readonly jwksUrl: string | URL
  /** The issuer without its end: `https://scaikey.scailabs.ai` for tokens of `https://scaikey.scailabs.ai/tenants/{id}`. */
  readonly issuer: string
  /** The `aud` that a token must have, or one of several. */
  readonly audience: string | readonly string[]
  /** How far the clocks of the two servers may differ, in seconds, at most 300. Default 5. */
  readonly clockToleranceSeconds?: number | undefined
  /** How long fetching the keys may take, in milliseconds. Default 5 000. */
  readonly timeoutMs?: number | undefined
  /** How long fetched keys are used, in milliseconds; a key that is not among them is looked for sooner. Default 10 minutes. */
  readonly cacheMs?: number | undefined
  /** Fetches the keys. Default: `globalThis.fetch`, looked up at each call. */
  readonly fetch?: typeof globalThis.fetch | undefined
  /** The time in milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: (() => number) | undefined
}

/** What a good access token says. */
export interface VerifiedToken {
  /** The user: the claim `sub`. */
  readonly userId: string
  readonly tenantId: string
  /** The session at the portal: the claim `sid`. */
  readonly sessionId: string
  /** The words of the claim `scope`. */
  readonly scopes: readonly string[]
  /** When the token expires, in milliseconds since the epoch. */
  readonly expiresAtMs: number
  /** Every claim, as it was signed. */
  readonly claims: Readonly<JWTPayload>
}

/** Verifies access tokens. */
export interface TokenVerifier {
  /**
   * Verifies the bearer token of a request, of a header `Authorization`, or a token. Rejects with a {@link TokenRefused},
   * whose `status` and `challenge` are the answer to send.
   */
  verify(from: TokenSource): Promise<VerifiedToken>
}

/** A token, the value of a header `Authorization`, or what has such a header. */
type TokenSource = string | null | undefined | { readonly headers: Pick<Headers, 'get'> }

/** No shared secrets and no `none`: a server that can verify must not be able to sign. */
const algorithms = ['RS256', 'ES256', 'EdDSA']
const requiredClaims = ['iss', 'sub', 'aud', 'exp', 'iat']
const longestToken = 16_384
/** After the keys were fetched, an unknown key id does not have them fetched again for this long. */
const cooldownMs = 5_000

/**
 * Makes a verifier for the API behind a portal. It fetches the portal's keys when it needs them, keeps them, and fetches
 * them again when a token names a key that is not among them, as after a rotation.
 *
 * Throws a `TypeError` for a wrong option.
 *
 * @see RFC 7519, RFC 7517, RFC 6750
 */
export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const { issuer, audience, clockToleranceSeconds = 5, timeoutMs = 5_000, cacheMs = 600_000 } = options
  checkOptions({ issuer, audience, clockToleranceSeconds })
  const now = options.now ?? Date.now
  const keys = createRemoteJWKSet(new URL(options.jwksUrl), {
    timeoutDuration: timeoutMs,
    cacheMaxAge: cacheMs,
    cooldownDuration: cooldownMs,
    [customFetch]: (url, init) => (options.fetch ?? globalThis.fetch)(url, init),
  })

  return {
    async verify(from) {
      const token = tokenIn(from)
      if (token === undefined) throw new TokenRefused('missing', 'the request has no bearer token')
      if (token.length > longestToken) throw new TokenRefused('invalid', 'the access token is too long')
      try {
        const { payload } = await jwtVerify(token, keys, {
          algorithms,
          requiredClaims,
          audience: [audience].flat(),
          clockTolerance: clockToleranceSeconds,
          currentDate: new Date(now()),
        })
        return readClaims(payload, issuer)
      } catch (error) {
        throw refusalOf(error)
      }
    },
  }
}

function checkOptions({
  issuer,
  audience,
  clockToleranceSeconds,
}: Required<Pick<TokenVerifierOptions, 'issuer' | 'audience'>> & { readonly clockToleranceSeconds: number }): void {
  const isText = (value: unknown): boolean => typeof value === 'string' && value !== ''
  if (!isText(issuer) || issuer.endsWith('/')) {
    throw new TypeError('createTokenVerifier(): issuer must be a string that does not end in a slash')
  }
  const audiences = [audience].flat()
  if (audiences.length === 0 || !audiences.every(isText)) {
    throw new TypeError('createTokenVerifier(): audience must be a string, or a list of strings that is not empty')
  }
  if (!(clockToleranceSeconds >= 0 && clockToleranceSeconds <= 300)) {
    throw new TypeError('createTokenVerifier(): clockToleranceSeconds must be a number from 0 to 300')
  }
}

function tokenIn(from: TokenSource): string | undefined {
  const text = typeof from === 'object' && from !== null ? from.headers.get('authorization') : from
  const [first = '', second, ...rest] = (text ?? '').trim().split(/ +/)
  if (second === undefined) return typeof from === 'string' && first !== '' ? first : undefined
  return first.toLowerCase() === 'bearer' && rest.length === 0 ? second : undefined
}

/** The claims that every access token of a portal has. Throws a {@link TokenRefused} if they do not fit each other. */
function readClaims(claims: JWTPayload, issuer: string): VerifiedToken {
  const { iss, sub, exp, sid, tenant_id: tenantId, scope } = claims
  const isWhole =
    typeof sub === 'string' && typeof sid === 'string' && typeof tenantId === 'string' && exp !== undefined
  if (!isWhole || sub === '') throw new TokenRefused('invalid', 'the access token lacks a claim')
  // The tenant in the issuer and the claim must be one: a key of one tenant must not sign for another.
  if (iss !== `${issuer}/tenants/${tenantId}`)
    throw new TokenRefused('invalid', 'the access token is of another issuer')
  const scopes = typeof scope === 'string' ? scope.split(' ').filter((word) => word !== '') : []
  return { userId: sub, tenantId, sessionId: sid, scopes, expiresAtMs: exp * 1000, claims }
}

function refusalOf(error: unknown): TokenRefused {
  if (error instanceof TokenRefused) return error
  if (error instanceof errors.JWTExpired) return new TokenRefused('expired', 'the access token has expired')
  const isAboutToken =
    error instanceof errors.JOSEError &&
    !(error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) &&
    // What jose throws for a response of the portal that is no key set.
    error.code !== 'ERR_JOSE_GENERIC'
  if (isAboutToken) return new TokenRefused('invalid', 'the access token is not valid')
  return new TokenRefused('keys_unavailable', 'the keys of the portal cannot be fetched')
}

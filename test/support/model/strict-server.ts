import type { TenantName, UserName } from './plan.ts'

/** A part of every secret of the server, which shows that one was printed. */
export const planted = 'planted'

/** How strict the server is. */
export interface StrictServerOptions {
  readonly now: () => number
  readonly accessLifetimeMs: number
  /** Access tokens without `exp` and `iat`. */
  readonly isOpaque: boolean
  readonly refreshLifetimeMs: number
  /** How long after its use a refresh token is answered with its unused successor again. */
  readonly graceMs: number
  /** Called when an access token with the given claims is issued. */
  readonly onHostileClaims: () => void
}

/** One login and its refreshes. */
interface Family {
  readonly id: string
  readonly user: UserName
  readonly tenant: TenantName
  revokedBecause: 'logout' | 'reuse' | undefined
  /** Refreshes that were rejected. */
  refusals: number
}

/** The outcome of a refresh request. */
type Verdict = 'rotated' | 'handed_out_again' | 'reused' | 'expired' | 'revoked' | 'unknown_token'

/** A refresh token and its history. */
interface RefreshToken {
  readonly value: string
  readonly family: Family
  readonly issuedAtMs: number
  /** The access tokens issued together with it, also those issued again within the grace window. */
  readonly accessTokens: string[]
  spentAtMs: number | undefined
  successor: RefreshToken | undefined
}

/** An access token as the server knows it. */
interface AccessToken {
  readonly family: Family
  /** Whether its claims are not those of its lifetime. */
  readonly isHostile: boolean
  readonly issuedAtMs: number
}

/** A refresh request that reached the server. */
export interface RefreshPost {
  readonly token: RefreshToken | undefined
  readonly atMs: number
  readonly verdict: Verdict
}

/** A token server with the portal’s wire format that rotates strictly and records every token. */
export interface StrictServer {
  answer(request: Request): Promise<Response>
  readonly families: Family[]
  readonly refreshTokens: ReadonlyMap<string, RefreshToken>
  readonly accessTokens: ReadonlyMap<string, AccessToken>
  readonly posts: RefreshPost[]
  /** Gives the next access token these claims, as JSON. */
  nextClaims(claims: string): void
  /** The refresh request that a response answers. */
  postOf(response: Response): RefreshPost | undefined
}

/** Makes a server with the users of the model and nothing else. */
export function createStrictServer(options: StrictServerOptions): StrictServer {
  const { now, accessLifetimeMs, isOpaque, refreshLifetimeMs, graceMs, onHostileClaims } = options
  const families: Family[] = []
  const refreshTokens = new Map<string, RefreshToken>()
  const accessTokens = new Map<string, AccessToken>()
  const posts: RefreshPost[] = []
  const answered = new WeakMap<Response, RefreshPost>()
  let issued = 0
  let hostile: string | undefined

  function issueAccessToken(family: Family): string {
    issued += 1
    const issuedAtSeconds = Math.floor(now() / 1000)
    const right = { sub: family.user, iat: issuedAtSeconds, exp: issuedAtSeconds + accessLifetimeMs / 1000 }
    const claims = hostile ?? JSON.stringify(right)
    const value = isOpaque ? `${planted}-at-${issued}` : `e30.${base64Url(claims)}.${planted}-${issued}`
    const isHostile = !isOpaque && hostile !== undefined
    if (isHostile) onHostileClaims()
    hostile = undefined
    accessTokens.set(value, { family, isHostile, issuedAtMs: now() })
    return value
  }

  function issueRefreshToken(family: Family, accessToken: string): RefreshToken {
    issued += 1
    const value = `${planted}-rt-${issued}`
    const token = {
      value,
      family,
      accessTokens: [accessToken],
      issuedAtMs: now(),
      spentAtMs: undefined,
      successor: undefined,
    }
    refreshTokens.set(value, token)
    return token
  }

  function login(user: UserName, tenant: TenantName = 'acme'): Response {
    const family: Family = { id: `f${families.length + 1}`, user, tenant, revokedBecause: undefined, refusals: 0 }
    families.push(family)
    const accessToken = issueAccessToken(family)
    const refreshToken = issueRefreshToken(family, accessToken).value
    return json(200, { access_token: accessToken, refresh_token: refreshToken, user: { id: user } })
  }

  function judge(token: RefreshToken | undefined): Verdict {
    if (token === undefined) return 'unknown_token'
    if (token.family.revokedBecause) return 'revoked'
    if (token.spentAtMs === undefined) return now() < token.issuedAtMs + refreshLifetimeMs ? 'rotated' : 'expired'
    const inGrace = now() < token.spentAtMs + graceMs
    return inGrace && token.successor?.spentAtMs === undefined ? 'handed_out_again' : 'reused'
  }

  function refresh(value: unknown): Response {
    const token = refreshTokens.get(String(value))
    const verdict = judge(token)
    const post = { token, atMs: now(), verdict }
    posts.push(post)
    const response = carryOut(token, verdict)
    answered.set(response, post)
    return response
  }

  function carryOut(token: RefreshToken | undefined, verdict: Verdict): Response {
    if (token && (verdict === 'rotated' || verdict === 'handed_out_again')) {
      const accessToken = issueAccessToken(token.family)
      if (token.successor) token.successor.accessTokens.push(accessToken)
      token.successor ??= issueRefreshToken(token.family, accessToken)
      token.spentAtMs ??= now()
      return json(200, { access_token: accessToken, refresh_token: token.successor.value })
    }
    if (token && verdict === 'reused') token.family.revokedBecause = 'reuse'
    if (token) token.family.refusals += 1
    return json(401, { detail: 'Invalid or expired refresh token' })
  }

  function bearer(request: Request): Family | undefined {
    const value = request.headers.get('authorization')?.replace('Bearer ', '') ?? ''
    const token = accessTokens.get(value)
    const isGood = token && now() < token.issuedAtMs + accessLifetimeMs && !token.family.revokedBecause
    return isGood ? token.family : undefined
  }

  return {
    families,
    refreshTokens,
    accessTokens,
    posts,
    nextClaims(claims) {
      hostile = claims
    },
    postOf: (response) => answered.get(response),
    async answer(request) {
      const { pathname } = new URL(request.url)
      switch (pathname) {
        case '/api/v1/auth/login': {
          const { email, tenant_id } = await request.json()
          return login(email, tenant_id)
        }
        case '/api/v1/auth/refresh':
          return refresh((await request.json()).refresh_token)
        case '/api/v1/auth/logout': {
          // Like the portal, it answers the same with and without a session to end.
          const family = bearer(request)
          if (family) family.revokedBecause = 'logout'
          return json(200, { message: 'Logged out' })
        }
        case '/api/v1/me': {
          const family = bearer(request)
          return family
            ? json(200, { id: family.user, tenant: family.tenant, family: family.id })
            : json(401, { detail: 'Not authenticated' })
        }
        default:
          throw new Error(`no such endpoint: ${pathname}`)
      }
    },
  }
}

function json(status: number, body: object): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })
}

function base64Url(claims: string): string {
  return btoa(claims).replaceAll('=', '')
}

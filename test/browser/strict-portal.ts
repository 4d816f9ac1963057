import { seedUsers } from '../../mock/index.ts'
import { createPortal } from '../../mock/portal/portal.ts'
import { type Portal, startPortalServer } from '../../mock/server/server.ts'

/** The lifetime of an access token. */
export const lifetimeMs = 600_000

/** The options of a strict portal. */
export interface StrictPortalOptions {
  /** For how long a used refresh token returns its successor again, in milliseconds. Default 0: reuse revokes the family. */
  readonly graceMs?: number | undefined
  /** The lifetime of an access token. Default 600 s. */
  readonly lifetimeSeconds?: number | undefined
}

/** A refresh request that reached the server. */
interface RefreshPost {
  readonly token: string
  readonly atMs: number
  /** Whether its token had been sent before. */
  readonly isRepeat: boolean
  /** The status of the response; undefined until it has left. */
  status: number | undefined
}

/** The reference server over HTTP. It detects reuse and counts refreshes. */
export interface StrictPortal {
  readonly url: string
  readonly portal: Portal
  readonly user: { readonly email: string; readonly password: string }
  readonly refreshes: readonly RefreshPost[]
  /** Every access and refresh token in a response. */
  readonly tokens: ReadonlySet<string>
  /** While set, responses have `Connection: close`, so that no request uses an open socket. */
  closesConnections: boolean
  /** The families that reuse has revoked. */
  countReuse(): number
  /** Whether any family can still be refreshed. */
  countLiveFamilies(): number
  /** Whether the server accepts an access token. */
  accepts(accessToken: string): Promise<boolean>
  /** Waits until this many refresh requests have arrived. */
  arrival(count: number): Promise<void>
  close(): Promise<void>
}

/** Starts the server on a free port. */
export async function startStrictPortal({
  graceMs = 0,
  lifetimeSeconds = lifetimeMs / 1000,
}: StrictPortalOptions = {}): Promise<StrictPortal> {
  const portal = createPortal({ policy: { access: { lifetimeSeconds }, refresh: { graceMs, reuse: 'revoke_family' } } })
  const user = seedUsers.find(({ mfa, tenants, status }) => mfa.length + tenants.length === 1 && status === 'ACTIVE')
  if (user === undefined) throw new Error('no seeded user logs in with a password alone')
  const refreshes: RefreshPost[] = []
  const tokens = new Set<string>()
  const sent = new Set<string>()

  const server = await startPortalServer({ portal: { ...portal, fetch: observe } })
  const strict: StrictPortal = {
    url: server.url,
    portal,
    user,
    refreshes,
    tokens,
    closesConnections: false,
    countReuse: () => families().filter(({ revokedBecause }) => revokedBecause === 'reuse').length,
    countLiveFamilies: () => families().filter(({ revokedAtMs }) => revokedAtMs === null).length,
    async accepts(accessToken) {
      const headers = { authorization: `Bearer ${accessToken}` }
      return (await portal.fetch('http://portal.test/api/v1/me', { headers })).ok
    },
    async arrival(count) {
      const untilMs = Date.now() + 5_000
      while (refreshes.length < count) {
        if (Date.now() > untilMs) throw new Error(`refresh ${count} has not arrived within 5 s`)
        await new Promise((resolve) => setTimeout(resolve, 2))
      }
    },
    close: server.close,
  }
  return strict

  function families(): { readonly revokedAtMs: number | null; readonly revokedBecause: string | null }[] {
    return Object.values(portal.snapshot().state.families)
  }

  async function observe(input: Request | URL | string, init?: RequestInit): Promise<Response> {
    const request = new Request(input, init)
    const post =
      new URL(request.url).pathname === '/api/v1/auth/refresh' ? await recordPost(request.clone()) : undefined
    const response = await portal.fetch(request)
    if (post) post.status = response.status
    await recordTokens(response.clone())
    if (strict.closesConnections) response.headers.set('connection', 'close')
    return response
  }

  async function recordPost(request: Request): Promise<RefreshPost> {
    const { refresh_token: token } = (await request.json()) as { refresh_token: string }
    const post: RefreshPost = { token, atMs: Date.now(), isRepeat: sent.has(token), status: undefined }
    sent.add(token)
    refreshes.push(post)
    return post
  }

  /** Includes responses that are lost later: their tokens exist. */
  async function recordTokens(response: Response): Promise<void> {
    const body: unknown = await response.json().catch(() => undefined)
    for (const name of ['access_token', 'refresh_token']) {
      const token = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined
      if (typeof token === 'string') tokens.add(token)
    }
  }
}

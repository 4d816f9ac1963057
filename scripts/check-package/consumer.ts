/** What a team that installed the package would write. It is compiled under each module resolution, and run as ESM and as CJS. */
export const consumer = `
import { createElement } from 'react'
import { createApiClient, createPortalAuth, isPortalAuthError, type paths, type PortalAuth, type SessionSnapshot } from 'scaikey-portal-auth'
import { createContractHttp, createPortalMock, type PortalMock, seedUsers } from 'scaikey-portal-auth/mock'
import type { startPortalWorker } from 'scaikey-portal-auth/mock/browser'
import { setupServer } from 'scaikey-portal-auth/mock/node'
import { test as portalTest, type PortalTestOptions } from 'scaikey-portal-auth/mock/playwright'
import { startPortalServer } from 'scaikey-portal-auth/mock/server'
import { describeStorage } from 'scaikey-portal-auth/mock/storage'
import { createFakeBrowser } from 'scaikey-portal-auth/mock/tabs'
import { PortalAuthProvider, RequireSession, useLogin, useSession } from 'scaikey-portal-auth/react'
import { schemas } from 'scaikey-portal-auth/schemas'
import { createTokenVerifier } from 'scaikey-portal-auth/server'

const user = seedUsers.find(({ tenants, mfa, status }) => tenants.length === 1 && mfa.length === 0 && status === 'ACTIVE')
if (user === undefined) throw new Error('no seeded user needs a password only')
const { email, password } = user

async function logIn(auth: PortalAuth): Promise<void> {
  const identified = await auth.identify({ email })
  if (identified.step !== 'password') throw new Error(identified.step)
  const refused: unknown = await identified.authenticate({ password: 'wrong' }).catch((error: unknown) => error)
  if (!isPortalAuthError(refused) || refused.code !== 'invalid_credentials') throw refused
  const next = await identified.authenticate({ password })
  if (next.step !== 'done') throw new Error(next.step)
  await auth.refresh()
  const fetchKeys: typeof fetch = (url, init) => createPortalMock().fetch(new Request(url, init))
  const options = { jwksUrl: 'https://portal.test/api/v1/platform/.well-known/jwks.json', issuer: 'https://scaikey.scailabs.ai', audience: 'user-portal' }
  const { userId } = await createTokenVerifier({ ...options, fetch: fetchKeys }).verify(await auth.getAccessToken())
  if (!userId.startsWith('usr_')) throw new Error(userId)
  const snapshot: SessionSnapshot = auth.session.getSnapshot()
  if (snapshot.status !== 'signed_in') throw new Error(snapshot.status)
  const { remote } = await auth.logout()
  if (remote !== 'done') throw new Error(remote)
}

async function main(): Promise<void> {
  const portal: PortalMock = createPortalMock({ seed: 42 })
  await logIn(createPortalAuth({ baseUrl: 'https://portal.test', schemas, fetch: portal.fetch }))

  const intercepted = setupServer(portal)
  intercepted.listen({ onUnhandledFrame: 'error' })
  await logIn(createPortalAuth({ baseUrl: 'https://portal.test', schemas }))
  intercepted.close()

  const server = await startPortalServer({ portal })
  await logIn(createPortalAuth({ baseUrl: server.url }))
  await server.close()

  const { ports } = createFakeBrowser({ fetch: portal.fetch }).openTab()
  await logIn(createPortalAuth({ baseUrl: 'https://portal.test', fetch: ports.fetch }))
  const titles: string[] = []
  describeStorage('any', () => ports.storage, { describe: (_name, define) => define(), test: (title) => titles.push(title) })
  if (titles.length === 0) throw new Error('describeStorage defined no test')
}

export function mistakes(auth: PortalAuth, start: typeof startPortalWorker, portal: PortalMock): unknown[] {
  return [
    createElement(PortalAuthProvider, { auth }, useSession().status),
    createElement(RequireSession, { fallback: useLogin().step, children: ({ user }) => user.email }),
    // @ts-expect-error which step it is has to be read first
    useLogin().verify,
    start(portal),
    portalTest.extend<PortalTestOptions>({ mockUrl: 'http://127.0.0.1:4011', signedInAs: email }),
    // @ts-expect-error a session is kept in one of two storages
    portalTest.use({ portalClient: { storage: 'cookies' } }),
    createApiClient<paths>(auth).POST('/api/v1/auth/logout'),
    createContractHttp().post('/api/v1/auth/refresh', ({ response }) => response(200).json({ access_token: 'a' })),
    // @ts-expect-error the contract documents no 401
    createContractHttp().post('/api/v1/auth/refresh', ({ response }) => response(401).json({})),
    // @ts-expect-error baseUrl is required
    createPortalAuth({}),
    // @ts-expect-error there is no such entry
    import('scaikey-portal-auth/client'),
  ]
}

void main()
`

import { HttpResponse, http } from 'msw'
import { setupServer as setupMsw2 } from 'msw2/node'
import { expect, onTestFinished, test, vi } from 'vitest'
import { yieldToEventLoop } from '../../../mock/base/yield-to-event-loop.ts'
import { type PortalSetupServer, setupServer } from '../../../mock/node.ts'
import { startPortalServer } from '../../../mock/server/server.ts'
import { createDriver, createTestPortal, type Send } from '../../support/mock/driver.ts'
import { setupUnderMsw2 } from '../../support/mock/transports.ts'

const versions = { 'msw 3': setupServer, 'msw 2': setupUnderMsw2 }

async function createIntercepted(
  version: keyof typeof versions,
  origin = 'https://portal.example',
  more: never[] = [],
) {
  const { portal } = createTestPortal()
  const server = await versions[version](portal, ...more)
  server.listen({ onUnhandledFrame: 'error' })
  onTestFinished(() => server.close())
  const send: Send = (path, init) => fetch(`${origin}${path}`, init)
  return { portal, ...createDriver(send) }
}

for (const version of ['msw 3', 'msw 2'] as const) {
  test.for(['https://portal.example', 'http://localhost:5173/scaikey'])(
    `${version}: a whole login is answered at %s`,
    async (origin) => {
      const { portal, password, verify, refresh, me, logout, get } = await createIntercepted(version, origin)
      const { mfa_token, user_id } = (await password('all@acme.example', 'all-password-1')).body
      const code = portal.totp('all@acme.example')
      const granted = (await verify({ mfa_token, user_id, method: 'totp', code })).body
      const { access_token, refresh_token } = (await refresh(granted['refresh_token'])).body
      expect((await me(access_token)).status).toBe(200)
      expect((await get('/api/v1/platform/.well-known/jwks.json')).status).toBe(200)
      expect((await logout(access_token)).status).toBe(200)
      expect((await refresh(refresh_token)).status).toBe(401)
      expect(portal.requests.map(({ path, status }) => `${path} ${status}`)).toEqual([
        '/api/v1/auth/identify 200',
        '/api/v1/auth/authenticate 200',
        '/api/v1/auth/mfa/verify 200',
        '/api/v1/auth/refresh 200',
        '/api/v1/me 200',
        '/api/v1/platform/.well-known/jwks.json 200',
        '/api/v1/auth/logout 200',
        '/api/v1/auth/refresh 401',
      ])
    },
  )

  test(`${version}: a network fault is a rejected fetch`, async () => {
    const { portal, refresh, login } = await createIntercepted(version)
    const { body } = await login({ email: 'plain@acme.example', password: 'plain-password-1' })
    portal.faults.add({ operation: 'refresh', then: 'network-error' })
    await expect(refresh(body['refresh_token'])).rejects.toThrow(TypeError)
    portal.faults.add({ operation: 'refresh', then: 'lose-response' })
    await expect(refresh(body['refresh_token'])).rejects.toThrow(TypeError)
    expect((await refresh(body['refresh_token'])).status).toBe(401)
  })

  test(`${version}: a request that is aborted while it is held back prints nothing`, async () => {
    const printed = vi.spyOn(console, 'error').mockImplementation(() => {})
    onTestFinished(() => printed.mockRestore())
    const { portal } = await createIntercepted(version)
    portal.faults.add({ operation: 'me', then: { delayMs: 60_000 } })
    const controller = new AbortController()
    const answer = fetch('https://portal.example/api/v1/me', { signal: controller.signal })
    await expect.poll(() => portal.requests.length).toBe(1)
    controller.abort()
    await expect(answer).rejects.toThrow('abort')
    await yieldToEventLoop()
    expect(printed).not.toHaveBeenCalled()
  })

  test(`${version}: a redirect keeps the prefix of the base URL`, async () => {
    await createIntercepted(version)
    const response = await fetch('https://portal.example/x/api/v1/me/?a=1', { redirect: 'manual' })
    expect([response.status, response.headers.get('location')]).toEqual([307, 'https://portal.example/x/api/v1/me?a=1'])
  })

  test(`${version}: other endpoints of the same API are passed through`, async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const { portal, get } = await createIntercepted(version)
    for (const path of ['/api/v1/orders', '/api/v1/me/orders', '/api/v1/platform/x', '/__mock__/users']) {
      await expect(get(path)).rejects.toThrow()
    }
    expect(console.error).toHaveBeenCalledTimes(4)
    expect(portal.requests).toEqual([])
  })
}

for (const version of ['msw 3', 'msw 2'] as const) {
  test.for(['onUnhandledFrame', 'onUnhandledRequest'] as const)(`${version}: listen takes %s`, async (name) => {
    const network = await startPortalServer()
    onTestFinished(() => network.close())
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const asked = async (options: Parameters<PortalSetupServer['listen']>[0]): Promise<unknown> => {
      const server = await versions[version](createTestPortal().portal)
      server.listen(options)
      try {
        return await fetch(`${network.url}/orders`).then(
          ({ status }) => status,
          () => 'refused',
        )
      } finally {
        server.close()
      }
    }
    expect(await asked({ [name]: 'error' })).toBe('refused')
    expect(warned).toHaveBeenCalledTimes(0)
    expect(await asked({ [name]: 'bypass' })).toBe(404)
    expect(warned).toHaveBeenCalledTimes(0)
    expect(await asked({})).toBe(404)
    expect(await asked(undefined)).toBe(404)
    expect(warned).toHaveBeenCalledTimes(2)
    const handle = vi.fn()
    expect(await asked({ [name]: handle })).toBe(404)
    expect(handle).toHaveBeenCalledOnce()
  })
}

test('msw 3: setupServer also takes the handlers of a portal', async () => {
  const { portal } = createTestPortal()
  const server = setupServer(...portal.handlers)
  server.listen({ onUnhandledFrame: 'error' })
  onTestFinished(() => server.close())
  expect((await fetch('https://portal.example/api/v1/me')).status).toBe(401)
})

test('msw 3: other handlers work beside those of the portal', async () => {
  const { portal } = createTestPortal()
  const server = setupServer(
    portal,
    http.get('*/api/v1/orders', () => HttpResponse.json([1])),
  )
  server.listen({ onUnhandledFrame: 'error' })
  onTestFinished(() => server.close())
  expect(await (await fetch('https://portal.example/api/v1/orders')).json()).toEqual([1])
})

test('msw 2: accepts the handlers made for msw 3', async () => {
  const { portal } = createTestPortal()
  const server = setupMsw2(...(portal.handlers as never[]))
  server.listen({ onUnhandledRequest: 'error' })
  onTestFinished(() => server.close())
  const { login } = createDriver((path, init) => fetch(`https://portal.example${path}`, init))
  expect((await login({ email: 'plain@acme.example', password: 'plain-password-1' })).status).toBe(200)
})

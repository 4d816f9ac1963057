import type { AxiosInstance } from 'axios'
import type { Client } from 'openapi-fetch'
import { expect, test } from 'vitest'
import type { PortalAuth } from '../../src/index.ts'
import { plain, stubNetwork } from '../support/recipes/api.ts'

test('recipe: another openapi-fetch client sends the token, and again after a 401', async () => {
  const { statuses, rejectOnce } = stubNetwork()
  const { auth, orders } = (await import('fence:orders-client.ts' as string)) as {
    auth: PortalAuth
    orders: Client<{ '/orders': { get: { responses: { 200: { content: { 'application/json': unknown[] } } } } } }>
  }
  await expect(orders.GET('/orders')).rejects.toMatchObject({ code: 'signed_out' })
  await auth.login(plain)
  expect((await orders.GET('/orders')).data).toEqual([{ id: 'order-1', total: 7 }])
  rejectOnce()
  expect((await orders.GET('/orders')).data).toHaveLength(1)
  expect(statuses).toEqual([200, 401, 200])
  auth.dispose()
})

test('recipe: axios sends through auth.fetch, and its error says why there is no token', async () => {
  const { statuses, rejectOnce } = stubNetwork()
  const { auth, api } = (await import('fence:axios-client.ts' as string)) as { auth: PortalAuth; api: AxiosInstance }
  const { isSignedOut } = (await import('fence:axios-error.ts' as string)) as { isSignedOut(error: unknown): boolean }
  const refused: unknown = await api.get('/orders').catch((error: unknown) => error)
  expect(isSignedOut(refused)).toBe(true)
  expect(isSignedOut(new TypeError('network'))).toBe(false)
  await auth.login(plain)
  rejectOnce()
  expect((await api.get('/orders')).data).toEqual([{ id: 'order-1', total: 7 }])
  expect(statuses).toEqual([401, 200])
  auth.dispose()
})

test('recipe: axios with another adapter gets the token from an interceptor', async () => {
  stubNetwork()
  const { auth } = (await import('fence:axios-client.ts' as string)) as { auth: PortalAuth }
  const { api } = (await import('fence:axios-interceptor.ts' as string)) as { api: AxiosInstance }
  await auth.login(plain)
  const { data } = await api.get('/orders', {
    adapter: async (config) => ({
      config,
      data: config.headers.get('authorization'),
      status: 200,
      statusText: '',
      headers: {},
    }),
  })
  expect(data).toBe(`Bearer ${await auth.getAccessToken()}`)
  auth.dispose()
})

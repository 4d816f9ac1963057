// Compiled by test/types.test.ts: each `@ts-expect-error` is a mistake that must not compile.
import { createApiClient, createPortalAuth, type PortalAuth } from '../../src/index.ts'
import type { paths } from '../fixtures/profile/types.ts'

declare const auth: PortalAuth
const profile = createApiClient<paths>(auth)

/** An API with parameters, as openapi-typescript generates its types. */
interface Orders {
  '/orders/{id}': {
    get: {
      parameters: { path: { id: string }; query?: { full?: boolean } }
      responses: {
        200: { content: { 'application/json': { total: number } } }
        404: { content: { 'application/json': { detail: string } } }
      }
    }
    put: {
      parameters: { path: { id: string } }
      requestBody: { content: { 'application/json': { total: number } } }
      responses: { 204: { content?: never } }
    }
  }
  '/orders': {
    get: {
      parameters: { query?: { page?: number } }
      responses: { 200: { content: { 'application/json': string[] } } }
    }
    post: {
      requestBody?: { content: { 'application/json': { total: number } } }
      responses: { 201: { content: { 'application/json': { id: string } } } }
    }
  }
}
const shop = createApiClient<Orders>(auth)

export async function callShop(): Promise<unknown> {
  const order = await shop.GET('/orders/{id}', { params: { path: { id: '7' }, query: { full: true } } })
  if (order.data) {
    const total: number = order.data.total
    // @ts-expect-error there is no error after a success
    order.error.detail
    return total
  }
  const detail: string = order.error.detail
  await shop.GET('/orders')
  await shop.GET('/orders', { params: { query: { page: 2 } }, headers: { 'x-trace': '1' } })
  await shop.POST('/orders')
  await shop.POST('/orders', { body: { total: 5 } })
  const { data: nothing } = await shop.PUT('/orders/{id}', { params: { path: { id: '7' } }, body: { total: 5 } })
  const empty: undefined = nothing
  // @ts-expect-error the path has a parameter
  await shop.GET('/orders/{id}')
  // @ts-expect-error the parameter of the path is missing
  await shop.GET('/orders/{id}', { params: { query: { full: true } } })
  // @ts-expect-error an id is text
  await shop.GET('/orders/{id}', { params: { path: { id: 7 } } })
  // @ts-expect-error a page is a number
  await shop.GET('/orders', { params: { query: { page: 'two' } } })
  // @ts-expect-error the body is missing
  await shop.PUT('/orders/{id}', { params: { path: { id: '7' } } })
  // @ts-expect-error a total is a number
  await shop.POST('/orders', { body: { total: '5' } })
  // @ts-expect-error a GET has no body here
  await shop.GET('/orders', { body: { total: 5 } })
  return [detail, empty]
}

export async function readAs(): Promise<unknown> {
  const text = await shop.GET('/orders', { parseAs: 'text' })
  const written: string | undefined = text.data
  const blob = await shop.GET('/orders/{id}', { params: { path: { id: '7' } }, parseAs: 'blob' })
  const file: Blob | undefined = blob.data
  const buffer: ArrayBuffer | undefined = (await shop.GET('/orders', { parseAs: 'arrayBuffer' })).data
  const json: string[] | undefined = (await shop.GET('/orders', { parseAs: 'json' })).data
  // @ts-expect-error text is not the list that JSON would be
  const list: string[] | undefined = text.data
  // @ts-expect-error a body cannot be read as XML
  await shop.GET('/orders', { parseAs: 'xml' })
  return [written, file, buffer, json, list]
}

export async function callProfile(): Promise<unknown> {
  const { data, error } = await profile.GET('/api/v1/me')
  // @ts-expect-error the login's operations are not among the profile's
  await profile.POST('/api/v1/auth/identify', { body: { email: 'ada@example.com' } })
  // @ts-expect-error the profile cannot be deleted
  await profile.DELETE('/api/v1/me')
  // @ts-expect-error a locale is text
  await profile.PATCH('/api/v1/me', { body: { locale: 1 } })
  const problems: string[] | undefined = error?.detail?.map(({ msg }) => msg)
  return [data?.['email'], problems]
}

// @ts-expect-error requests leave through the session's fetch
createApiClient<paths>(auth, { fetch: globalThis.fetch })

export async function callFetch(): Promise<unknown> {
  // It fits where fetch is wanted.
  const plain: typeof globalThis.fetch = auth.fetch
  await auth.fetch('/upload', { method: 'POST', body: new ReadableStream(), replay: false })
  // @ts-expect-error replay is true or false
  await auth.fetch('/upload', { replay: 'never' })
  createPortalAuth({ baseUrl: '/portal', isExpired: async (response) => (await response.text()) === 'expired' })
  createPortalAuth({ baseUrl: '/portal', fetch: (request, init) => fetch(request, init) })
  createPortalAuth({ baseUrl: '/portal', fetch: (request) => fetch(request.url) })
  createPortalAuth({ baseUrl: '/portal', fetch: globalThis.fetch })
  // @ts-expect-error isExpired answers yes or no
  createPortalAuth({ baseUrl: '/portal', isExpired: () => 401 })
  return plain('/orders')
}

import createClient from 'openapi-fetch'
import { createApiClient, createPortalAuth, createSessionMiddleware, type PortalAuth } from '../../src/index.ts'
import { loadPeers } from './load-peers.ts'
import { type Figure, inTurn, measure, type Subject } from './measure.ts'
import { api, stubFetch } from './stub-api.ts'

/** One comparison, the first figure being what the others are compared with. */
export interface SpeedTable {
  readonly title: string
  readonly figures: readonly Figure[]
}

type Call = () => Promise<unknown>
type Verb = 'GET' | 'POST'

/** What a hook of ky gets. */
interface KyState {
  readonly request: Request
}

/** What the typed clients have in common. */
interface TypedCalls {
  GET(path: '/orders'): Promise<unknown>
  POST(path: '/orders', init: { readonly body: object }): Promise<unknown>
}

/** An API with one path, as openapi-typescript generates its types. */
interface Orders {
  '/orders': {
    get: { responses: { 200: { content: { 'application/json': object } } } }
    post: {
      requestBody: { content: { 'application/json': object } }
      responses: { 200: { content: { 'application/json': object } } }
    }
  }
}

const callsInTurn = 2_000
const tokensInTurn = 100_000
const concurrent = 1_000
const longTimeMs = 4_000_000

/** Measures the calls of this client and of others over the same stub. */
export async function measureSpeed(rounds: number): Promise<readonly SpeedTable[]> {
  let aheadMs = 0
  // Leaping on both clocks, as far as the client knows.
  const clock = { now: () => Date.now() + aheadMs, monotonicNow: () => performance.now() + aheadMs }
  const auth = createPortalAuth({ baseUrl: api.baseUrl, fetch: stubFetch })
  const leaping = createPortalAuth({ baseUrl: api.baseUrl, fetch: stubFetch, clock })
  const credentials = { email: 'ada@example.com', password: 'secret' }
  await auth.login(credentials)
  await leaping.login(credentials)
  const token = await auth.getAccessToken()
  try {
    const tables: SpeedTable[] = []
    for (const verb of ['GET', 'POST'] as const) {
      const subjects = (await listCalls(auth, token, verb)).map(([name, call]) => inTurnOf(name, callsInTurn, call))
      tables.push({ title: `${verb}, one call after the other`, figures: await measure(subjects, rounds) })
    }
    const tokens = [
      inTurnOf('async () => token', tokensInTurn, async () => token),
      inTurnOf('`getAccessToken`', tokensInTurn, () => auth.getAccessToken()),
    ]
    tables.push({ title: 'An access token', figures: await measure(tokens, rounds) })
    const expire = (): void => {
      aheadMs += longTimeMs
    }
    const session: Call = async () => (await leaping.fetch(api.url)).json()
    const { bare, refused } = await listConcurrent(token)
    const together: Subject[] = [
      atOnce('bare', bare),
      atOnce('`auth.fetch`, token valid', session),
      { ...atOnce('`auth.fetch`, token expired', session), before: expire },
      ...refused,
    ]
    tables.push({ title: '1,000 calls at once', figures: await measure(together, 2 * rounds) })
    return tables
  } finally {
    auth.dispose()
    leaping.dispose()
  }
}

const inTurnOf = (name: string, calls: number, call: Call): Subject => ({
  name,
  calls,
  batch: () => inTurn(calls, call),
})

const atOnce = (name: string, call: Call): Subject => ({
  name,
  calls: concurrent,
  batch: () => Promise.all(Array.from({ length: concurrent }, call)),
})

/** The same call by each client, with the token. */
async function listCalls(auth: PortalAuth, token: string, verb: Verb): Promise<readonly (readonly [string, Call])[]> {
  const { ky, createOfetch, axios } = await loadPeers()
  const ofetch = createOfetch({ fetch: requestFetch, Headers })
  const init: RequestInit = verb === 'POST' ? api.post : {}
  const json = verb === 'POST' ? { total: 12 } : undefined
  const authorization = `Bearer ${token}`
  const plain = createClient<Orders>({ baseUrl: api.baseUrl, fetch: stubFetch })
  const withMiddleware = createClient<Orders>({ baseUrl: api.baseUrl, fetch: stubFetch })
  withMiddleware.use(createSessionMiddleware(auth))
  const ask = (client: TypedCalls): Call =>
    verb === 'GET' ? () => client.GET('/orders') : () => client.POST('/orders', { body: { total: 12 } })
  const kyClient = ky.create({
    retry: 0,
    fetch: stubFetch,
    hooks: {
      beforeRequest: [(state: KyState) => state.request.headers.set('authorization', authorization)],
    },
  })
  const axiosClient = axios.create({ adapter: 'fetch', env: { fetch: requestFetch, Request, Response } })
  axiosClient.interceptors.request.use((config) => {
    config.headers.set('authorization', authorization)
    return config
  })
  return [
    ['`new Request` and the stub', async () => (await stubFetch(new Request(api.url, init))).json()],
    ['`auth.fetch`', async () => (await auth.fetch(api.url, init)).json()],
    ['`createApiClient`', ask(createApiClient<Orders>(auth))],
    ['openapi-fetch, no token', ask(plain)],
    ['openapi-fetch with `createSessionMiddleware`', ask(withMiddleware)],
    [
      'ofetch with onRequest',
      () =>
        ofetch(api.url, {
          ...init,
          onRequest: ({ options }: { readonly options: { readonly headers: Headers } }) =>
            options.headers.set('authorization', authorization),
        }),
    ],
    ['ky with a hook', () => kyClient(api.url, { method: verb, ...(json && { json }) }).json()],
    ['axios with an interceptor', () => axiosClient.request({ url: api.url, method: verb, data: json })],
  ]
}

/** What 1,000 calls cost alone, and with axios, each of them refused once. */
async function listConcurrent(token: string): Promise<{ bare: Call; refused: readonly Subject[] }> {
  const { axios, refreshOn401 } = await loadPeers()
  const env = { Request, Response }
  const alone = axios.create({ adapter: 'fetch', env: { ...env, fetch: requestFetch } })
  let valid = ''
  const strict = async (...args: Parameters<typeof fetch>): Promise<Response> => {
    const request = new Request(...args)
    if (request.headers.get('authorization') === valid) return stubFetch(request)
    return new Response('{}', { status: 401, headers: { 'content-type': 'application/json' } })
  }
  const refreshing = axios.create({ adapter: 'fetch', env: { ...env, fetch: strict } })
  let own = ''
  refreshing.interceptors.request.use((config) => {
    config.headers.set('authorization', own)
    return config
  })
  refreshOn401(
    refreshing,
    async () => {
      own = valid
    },
    { deduplicateRefresh: false },
  )
  let turn = 0
  const expire = (): void => {
    turn += 1
    valid = `Bearer ${token}${turn}`
  }
  return {
    bare: async () => (await stubFetch(new Request(api.url))).json(),
    refused: [
      atOnce('axios, no token', () => alone.get(api.url)),
      { ...atOnce('axios-auth-refresh, each call refused once', () => refreshing.get(api.url)), before: expire },
    ],
  }
}

/** For what calls `fetch` with a URL. */
const requestFetch: typeof fetch = (input, init) =>
  stubFetch(input instanceof Request ? input : new Request(input, init))

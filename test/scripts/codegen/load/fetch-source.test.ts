import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { type FetchOptions, fetchSource } from '../../../../scripts/codegen/load/fetch-source.ts'
import { CodegenFailure } from '../../../../scripts/openapi/failure.ts'
import { type SourceServer, startSourceServer } from '../../../support/codegen/source-server.ts'

const servers: SourceServer[] = []

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

test('fetch a source: a temporary failure is retried twice, after the pause that the server asks for', async () => {
  const pauses: number[] = []
  const answers = [503, 429, 200]
  const server = await serve((_request, response) => {
    const status = answers.shift() ?? 500
    response.writeHead(status, status === 429 ? { 'retry-after': '7' } : {}).end('{}')
  })
  expect(await read(server.url, { pause: async (ms) => pauses.push(ms) })).toBe('{}')
  expect(pauses).toEqual([500, 7000])
})

test('fetch a source: it fails after three attempts; a Retry-After of hours is capped', async () => {
  const pauses: number[] = []
  const server = await serve((_request, response) => response.writeHead(503, { 'retry-after': '86400' }).end())
  const failure = await fails(server.url, { pause: async (ms) => pauses.push(ms) })
  expect(failure).toBe(`${server.url}/ answers 503; try again later`)
  expect(server.requests).toHaveLength(3)
  expect(pauses).toEqual([30_000, 30_000])
})

test('fetch a source: a connection that breaks in the body is retried', async () => {
  let calls = 0
  const server = await serve((_request, response) => {
    calls += 1
    if (calls > 1) response.end('{"whole": true}')
    else response.writeHead(200, { 'content-length': '100' }).write('{"who', () => response.destroy())
  })
  expect(await read(server.url)).toBe('{"whole": true}')
})

test('fetch a source: a refused connection and a timeout are named, each after three attempts', async () => {
  const server = await serve(() => undefined)
  expect(await fails(server.url, { timeoutMs: 1 })).toMatch(/^cannot fetch http\S+ \(.*timeout.*\); check the address/)
  await server.close()
  expect(await fails(server.url)).toBe(`cannot fetch ${server.url}/ (ECONNREFUSED); check the address and the network`)
})

test('fetch a source: 404 is not retried', async () => {
  const server = await serve((_request, response) => response.writeHead(404).end())
  expect(await fails(`${server.url}/gone.json?key=secret`)).toBe(
    `${server.url}/gone.json answers 404; check the address`,
  )
  expect(server.requests).toHaveLength(1)
})

test('fetch a source: a body above the limit is rejected, however small it is compressed', async () => {
  const packed = gzipSync('x'.repeat(2000))
  const server = await serve((_request, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed),
  )
  expect(packed.byteLength).toBeLessThan(100)
  expect(await fails(server.url, { maxBytes: 1999 })).toBe(
    `${server.url}/ sends more than 1999 bytes; check the address`,
  )
  expect(await read(server.url, { maxBytes: 2000 })).toHaveLength(2000)
})

test('fetch a source: five redirects are followed, six are not', async () => {
  const server = await serve((request, response) => {
    const left = Number(request.url?.slice(1))
    if (left === 0) response.end('arrived')
    else response.writeHead(302, { location: `/${left - 1}` }).end()
  })
  expect(await read(`${server.url}/5`)).toBe('arrived')
  expect(await fails(`${server.url}/6`)).toBe(`${server.url}/6 redirects more than 5 times; check the address`)
})

test.each([
  ['to a file', 'file:///etc/passwd', 'redirects to an address that is not http or https'],
  ['to an invalid URL', 'http://', 'redirects to an address that is not http or https'],
])('fetch a source: a redirect %s is rejected', async (_, location, words) => {
  const server = await serve((_request, response) => response.writeHead(301, { location }).end())
  expect(await fails(server.url)).toBe(`${server.url}/ ${words}; check the address`)
})

test('fetch a source: a redirect from https to http is rejected', async () => {
  const redirect = async (): Promise<Response> =>
    new Response(null, { status: 302, headers: { location: 'http://a.example/' } })
  expect(await fails('https://a.example/', { fetch: redirect })).toBe(
    'https://a.example/ redirects from https to http; check the address',
  )
})

test('fetch a source: the token is sent to the named origin only', async () => {
  const other = await serve((_request, response) => response.end('{}'))
  const server = await serve((request, response) => {
    const location = request.url === '/start' ? '/moved' : `${other.url}/elsewhere`
    response.writeHead(307, { location }).end()
  })
  await read(`${server.url}/start`, { bearer: 'planted-secret' })
  expect(server.requests.map(({ authorization }) => authorization)).toEqual([
    'Bearer planted-secret',
    'Bearer planted-secret',
  ])
  expect(other.requests).toEqual([{ path: '/elsewhere', authorization: undefined }])
})

test('fetch a source: an error response says where to put the token and never prints it', async () => {
  const server = await serve((_request, response) => response.writeHead(401).end('planted-secret'))
  expect(await fails(server.url)).toBe(`${server.url}/ answers 401; put a token into CODEGEN_BEARER`)
  const rejected = await fails(server.url, { bearer: 'planted-secret' })
  expect(rejected).toBe(`${server.url}/ answers 401; check the token in CODEGEN_BEARER`)
})

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => unknown): Promise<SourceServer> {
  const server = await startSourceServer(answer)
  servers.push(server)
  return server
}

async function read(url: string, options: Partial<FetchOptions> = {}): Promise<string> {
  const defaults = { bearer: undefined, maxBytes: 10_000, pause: () => Promise.resolve() }
  return new TextDecoder().decode(await fetchSource(new URL(url), { ...defaults, ...options }))
}

async function fails(url: string, options: Partial<FetchOptions> = {}): Promise<string> {
  const failure = await read(url, options).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(CodegenFailure)
  expect(failure).toMatchObject({ exitCode: 4 })
  return failure instanceof Error ? failure.message : ''
}

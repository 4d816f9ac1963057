import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Window } from 'happy-dom'
import { expect, onTestFinished, test } from 'vitest'
import { createPortalMock } from '../../mock/index.ts'
import { createPortalAuth, type PortalAuth } from '../../src/index.ts'

const email = 'ada@example.com'
const password = 'correct horse battery staple'

/** A signed-in client whose other requests go over real HTTP to an API that answers 401 as often as told, then 200. */
async function openApi({ refusals = 0 } = {}) {
  const received: { readonly headers: IncomingHttpHeaders; readonly bytes: number }[] = []
  const server = createServer(async (request, response) => {
    let bytes = 0
    for await (const chunk of request) bytes += chunk.length
    received.push({ headers: request.headers, bytes })
    response.writeHead(received.length > refusals ? 200 : 401).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const portal = createPortalMock({ seedUsers: false })
  portal.users.add({ email, password, tenants: ['acme'] })
  const baseUrl = 'https://portal.test'
  const auth: PortalAuth = createPortalAuth({
    baseUrl,
    apiOrigins: [url.slice(0, -1)],
    fetch: (request, init) => (request.url.startsWith(baseUrl) ? portal.fetch(request) : fetch(request, init)),
  })
  onTestFinished(() => {
    auth.dispose()
    server.closeAllConnections()
    server.close()
  })
  await auth.login({ email, password })
  return { auth, url, received }
}

const file = new Uint8Array(300_000).fill(7)

function form(): FormData {
  const data = new FormData()
  data.set('file', new Blob([file]), 'report.bin')
  return data
}

test.each([
  ['a form with a file', form],
  ['a Blob', () => new Blob([file])],
  ['bytes', () => file],
])('HTTP: %s keeps its content-length, also when it is sent again after a 401', async (_, body) => {
  const { auth, url, received } = await openApi({ refusals: 1 })
  const response = await auth.fetch(url, { method: 'POST', body: body() })
  expect(response.status).toBe(200)
  expect(received).toHaveLength(2)
  for (const { headers, bytes } of received) {
    expect(headers['transfer-encoding']).toBeUndefined()
    expect(Number(headers['content-length'])).toBe(bytes)
    expect(bytes).toBeGreaterThanOrEqual(file.length)
  }
})

test('HTTP: 30 calls on one signal print no warning about listeners', async () => {
  const warnings: Error[] = []
  const listen = (warning: Error): void => void warnings.push(warning)
  process.on('warning', listen)
  onTestFinished(() => void process.off('warning', listen))
  const { auth, url } = await openApi()
  const { signal } = new AbortController()
  const responses = await Promise.all(Array.from({ length: 30 }, () => auth.fetch(url, { signal })))
  expect(responses.map(({ status }) => status)).toEqual(Array(30).fill(200))
  expect(warnings).toEqual([])
})

test('HTTP: a Request of another implementation is rejected as by fetch, and not sent', async () => {
  const { auth, url, received } = await openApi()
  const foreign = new new Window({ url }).Request(url)
  const rejection = async (call: Promise<Response>): Promise<string> =>
    call.then(String, (error: unknown) => (error instanceof Error ? error.name : String(error)))
  const input = foreign as unknown as Request
  expect(await rejection(auth.fetch(input))).toBe(await rejection(fetch(input)))
  expect(received).toEqual([])
})

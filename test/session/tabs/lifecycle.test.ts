import { beforeEach, expect, test, vi } from 'vitest'
import { yieldToEventLoop } from '../../../mock/base/yield-to-event-loop.ts'
import { createPortalAuth, memoryStorage, type PortalAuth } from '../../../src/index.ts'

/** A `document` or `window` that counts its listeners. */
class FakeTarget extends EventTarget {
  visibilityState = 'visible'
  listeners = 0
  override addEventListener(type: string, heard: () => void, options: AddEventListenerOptions = {}): void {
    this.listeners += 1
    options.signal?.addEventListener('abort', () => {
      this.listeners -= 1
    })
    super.addEventListener(type, heard, options)
  }
}

let document: FakeTarget
let window: FakeTarget
beforeEach(() => {
  document = new FakeTarget()
  window = new FakeTarget()
  vi.stubGlobal('document', document)
  vi.stubGlobal('window', window)
})

/** A client of that page, the number of its storage reads, and its wall clock; its monotonic clock stands still. */
function createClient(): { readonly auth: PortalAuth; readonly reads: () => number; sleepMs: number } {
  const get = vi.fn(() => undefined)
  const client = { sleepMs: 0, reads: () => get.mock.calls.length, auth: undefined as never as PortalAuth }
  client.auth = createPortalAuth({
    baseUrl: 'https://portal.example',
    storage: { ...memoryStorage(), get },
    fetch: async (request) => {
      const token = `e30.${btoa(JSON.stringify({ iat: 0, exp: 3_600 }))}.${request.url.split('/').at(-1)}`
      return Response.json({ access_token: token, refresh_token: 'r', user: {} })
    },
    clock: { now: () => client.sleepMs, monotonicNow: () => 0, setTimeout: () => () => {} },
  })
  return client
}

const inDocument = (): FakeTarget => document
const inWindow = (): FakeTarget => window
const events: [name: string, state: string, target: () => FakeTarget, reads: number][] = [
  ['visibilitychange', 'visible', inDocument, 1],
  ['visibilitychange', 'hidden', inDocument, 0],
  ['resume', 'visible', inDocument, 1],
  ['freeze', 'hidden', inDocument, 0],
  ['focus', 'visible', inWindow, 1],
  ['pageshow', 'visible', inWindow, 1],
  ['pagehide', 'hidden', inWindow, 0],
  ['online', 'visible', inWindow, 1],
  ['offline', 'visible', inWindow, 0],
]
test.each(events)(
  'lifecycle: after %s, when it is %s, a page reloads the session from storage if it is back in use',
  async (name, state, target, reads) => {
    const client = createClient()
    await yieldToEventLoop()
    const before = client.reads()
    document.visibilityState = state
    target().dispatchEvent(new Event(name))
    await yieldToEventLoop()
    expect(client.reads() - before).toBe(reads)
    client.auth.dispose()
  },
)

test('lifecycle: a disposed client has no listeners', () => {
  const { auth } = createClient()
  expect(document.listeners + window.listeners).toBeGreaterThan(0)
  auth.dispose()
  expect(document.listeners + window.listeners).toBe(0)
})

test.each([
  ['is hidden', 'visible', (): unknown => document.dispatchEvent(new Event('visibilitychange'))],
  ['is hidden from the beginning', 'hidden', (): void => {}],
  ['is left', 'visible', (): unknown => window.dispatchEvent(new Event('pagehide'))],
  ['is in use', 'visible', (): void => {}],
])(
  'lifecycle: a page that %s while only the wall clock advances refreshes before it returns a token',
  async (_, state, leave) => {
    document.visibilityState = state
    const client = createClient()
    await client.auth.login({ email: 'ada@example.com', password: 'secret' })
    leave()
    client.sleepMs = 8 * 3_600_000
    expect((await client.auth.getAccessToken()).split('.').at(-1)).toBe('refresh')
    client.auth.dispose()
  },
)

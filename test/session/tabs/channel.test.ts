import { afterEach, expect, test, vi } from 'vitest'
import { broadcastChannel } from '../../../src/session/tabs/channel.ts'
import { createSignedInScenario } from '../../support/client/scenario.ts'

/** A `BroadcastChannel` of a page that delivers at once. */
class PageChannel {
  static open: PageChannel[] = []
  onmessage: (() => void) | undefined
  readonly name: string
  constructor(name: string) {
    this.name = name
    PageChannel.open.push(this)
  }
  postMessage(): void {
    if (!PageChannel.open.includes(this)) throw new DOMException('closed', 'InvalidStateError')
    for (const other of PageChannel.open) if (other !== this && other.name === this.name) other.onmessage?.()
  }
  close(): void {
    PageChannel.open = PageChannel.open.filter((other) => other !== this)
  }
}

afterEach(() => {
  PageChannel.open = []
})

test('channel: other tabs with the same name are notified, until they unsubscribe', () => {
  vi.stubGlobal('BroadcastChannel', PageChannel)
  const heard: string[] = []
  const a = broadcastChannel('one')
  const b = broadcastChannel('one')
  const other = broadcastChannel('two')
  a.subscribe(() => heard.push('a'))
  const leave = b.subscribe(() => heard.push('b'))
  other.subscribe(() => heard.push('other'))
  a.post()
  expect(heard).toEqual(['b'])
  b.post()
  expect(heard).toEqual(['b', 'a'])
  leave()
  a.post()
  b.post()
  expect(heard).toEqual(['b', 'a'])
  expect(PageChannel.open.map(({ name }) => name)).toEqual(['one', 'two'])
})

test('channel: one that the browser has closed, or refuses to open, throws nowhere', () => {
  vi.stubGlobal('BroadcastChannel', PageChannel)
  const closed = broadcastChannel('one')
  closed.subscribe(() => {})
  PageChannel.open = []
  closed.post()
  vi.stubGlobal('BroadcastChannel', undefined)
  const missing = broadcastChannel('one')
  missing.subscribe(() => {})()
  missing.post()
})

test('channel: tabs that share a storage use one by default, and a storage of one tab opens none', async () => {
  vi.stubGlobal('BroadcastChannel', PageChannel)
  const shared = await createSignedInScenario({ tabs: 2, client: () => ({ channel: undefined }) })
  expect(PageChannel.open).toHaveLength(2)
  await shared.browser.run(shared.auth.logout())
  await shared.browser.settle()
  expect(shared.clients[1].auth.session.getSnapshot().status).toBe('signed_out')
  for (const { auth } of shared.clients) auth.dispose()
  expect(PageChannel.open).toHaveLength(0)
  await createSignedInScenario({
    client: ({ ports }) => ({ channel: undefined, storage: { ...ports.storage, shared: false } }),
  })
  expect(PageChannel.open).toHaveLength(0)
})

import { expect, test, vi } from 'vitest'
import { yieldToEventLoop } from '../../../mock/base/yield-to-event-loop.ts'
import { createPortalAuth, indexedDbStorage } from '../../../src/index.ts'

test('session: on a server the session in a browser’s storage stays loading, and calls say so instead of waiting', async () => {
  vi.stubGlobal('indexedDB', undefined)
  const types: string[] = []
  const auth = createPortalAuth({
    baseUrl: 'https://portal.example',
    storage: indexedDbStorage(),
    onEvent: ({ type }) => types.push(type),
  })
  await yieldToEventLoop()
  expect(auth.session.getSnapshot()).toEqual({ status: 'loading' })
  await expect(auth.ready()).rejects.toMatchObject({ code: 'timeout' })
  await expect(auth.getAccessToken()).rejects.toMatchObject({ code: 'timeout' })
  expect(auth.session.getSnapshot()).toEqual({ status: 'loading' })
  expect(types).toEqual([])
  // Before the next file sets a value of its own.
  vi.unstubAllGlobals()
})

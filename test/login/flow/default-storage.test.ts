import { expect, test, vi } from 'vitest'
import { createPortalMock } from '../../../mock/index.ts'
import { createPortalAuth, memoryStorage, type PortalAuthStorage } from '../../../src/index.ts'
import { flowOf } from '../../support/client/flow-of.ts'
import { baseUrl } from '../../support/client/scenario.ts'

/** A team's own storage, without the member `shared`. */
function ownStorage(): { storage: PortalAuthStorage; values: Map<string, string> } {
  const values = new Map<string, string>()
  const storage: PortalAuthStorage = {
    get: (key) => values.get(key),
    set: (key, value) => values.set(key, value),
    remove: (key) => values.delete(key),
  }
  return { storage, values }
}

/** Identifies a user with one client and returns the step of the next client, as after a restart of the program. */
async function stepAfterRestart(storage: PortalAuthStorage): Promise<string> {
  const portal = createPortalMock()
  const options = { baseUrl, storage, fetch: portal.fetch, clock: portal.clock }
  const first = createPortalAuth(options)
  const flow = flowOf(first)
  await vi.waitFor(() => expect(flow.getSnapshot().pending).toBe(false))
  const login = flow.getSnapshot()
  if (login.step === 'email') await login.identify({ email: 'ada@example.com' })
  expect(flow.getSnapshot().step).toBe('password')
  first.dispose()
  const second = createPortalAuth(options)
  flowOf(second).getSnapshot()
  await vi.waitFor(() => expect(flowOf(second).getSnapshot().pending).toBe(false))
  second.dispose()
  return flowOf(second).getSnapshot().step
}

test('flow: without a page a login in progress is kept in the storage of the session', async () => {
  expect(typeof document).toBe('undefined')
  const { storage, values } = ownStorage()
  expect(await stepAfterRestart(storage)).toBe('password')
  expect([...values.keys()]).toContain('scaikey-portal-auth.session.flow')
  expect(await stepAfterRestart(memoryStorage())).toBe('password')
})

test('flow: in a page, other tabs do not see a login in progress', async () => {
  const tab = new Map<string, string>()
  vi.stubGlobal('document', { addEventListener() {}, removeEventListener() {} })
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => tab.get(key) ?? null,
    setItem: (key: string, value: string) => void tab.set(key, value),
    removeItem: (key: string) => void tab.delete(key),
  })
  const { storage, values } = ownStorage()
  expect(await stepAfterRestart(storage)).toBe('password')
  expect([...tab.keys()]).toEqual(['scaikey-portal-auth.session.flow'])
  expect([...values.keys()]).not.toContain('scaikey-portal-auth.session.flow')
})

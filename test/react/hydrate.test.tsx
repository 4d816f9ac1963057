// @vitest-environment happy-dom
import { act } from '@testing-library/react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { createPortalAuth, memoryStorage } from '../../src/index.ts'
import { flowOf } from '../support/client/flow-of.ts'
import { baseUrl, createScenario, createSignedInScenario } from '../support/client/scenario.ts'
import { everyHookPage } from '../support/react/every-hook-page.tsx'

test('react: a page with a session hydrates the server’s markup without a mismatch', async () => {
  const reported = vi.spyOn(console, 'error').mockReturnValue()
  const storage = memoryStorage()
  const { auth: first, portal } = await createSignedInScenario({ client: { storage } })
  first.dispose()
  const auth = createPortalAuth({ baseUrl, storage, fetch: portal.fetch, clock: portal.clock })
  await auth.getAccessToken()
  const login = flowOf(auth).getSnapshot()
  if (login.step === 'email') await login.identify({ email: 'ada@example.com' })
  expect([auth.session.getSnapshot().status, flowOf(auth).getSnapshot().step]).toEqual(['signed_in', 'password'])

  const container = document.createElement('div')
  container.innerHTML = renderToString(everyHookPage(createScenario().auth))
  const served = container.firstChild
  const mismatches: unknown[] = []
  const root = await act(async () =>
    hydrateRoot(container, everyHookPage(auth), { onRecoverableError: (error) => mismatches.push(error) }),
  )
  expect(container.innerHTML).toBe('<p>signed_in</p><p>password</p><b>ada@example.com</b>')
  expect(container.firstChild).toBe(served)
  expect(mismatches).toEqual([])
  expect(reported).not.toHaveBeenCalled()
  await act(async () => root.unmount())
  auth.dispose()
})

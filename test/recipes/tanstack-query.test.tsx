// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react'
import { IDBFactory } from 'fake-indexeddb'
import type { ComponentType, ReactNode } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import type { PortalAuth } from '../../src/index.ts'
import { PortalAuthProvider, RequireSession } from '../../src/react/index.ts'
import { plain, stubNetwork } from '../support/recipes/api.ts'

vi.stubGlobal('indexedDB', new IDBFactory())
afterEach(cleanup)

test('recipe: TanStack Query sends through auth.fetch, and its cache is cleared at logout', async () => {
  const { statuses, rejectOnce } = stubNetwork()
  const { auth } = (await import('fence:login.ts' as string)) as { auth: PortalAuth }
  const { Queries, Orders, queryClient } = (await import('fence:orders.tsx' as string)) as {
    Queries: ComponentType<{ children: ReactNode }>
    Orders: ComponentType
    queryClient: { getQueryCache(): { getAll(): unknown[] } }
  }
  await auth.login(plain)
  rejectOnce()
  render(
    <PortalAuthProvider auth={auth}>
      <Queries>
        <RequireSession fallback="signed out">
          <Orders />
        </RequireSession>
      </Queries>
    </PortalAuthProvider>,
  )
  await screen.findByText('order-1')
  expect(statuses).toEqual([401, 200])
  expect(queryClient.getQueryCache().getAll()).toHaveLength(1)
  await act(() => auth.logout())
  await screen.findByText('signed out')
  expect(queryClient.getQueryCache().getAll()).toEqual([])
})

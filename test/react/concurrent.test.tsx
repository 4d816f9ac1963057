// @vitest-environment happy-dom
import { act, cleanup } from '@testing-library/react'
import { type ReactNode, startTransition, useLayoutEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, expect, test } from 'vitest'
import type { PortalAuth, SessionSnapshot } from '../../src/index.ts'
import { PortalAuthProvider } from '../../src/react/index.ts'
import { createScenario } from '../support/client/scenario.ts'
import { SessionReader } from '../support/react/hook-readers.tsx'

afterEach(cleanup)

function Committed({ children, onCommit }: { children: ReactNode; onCommit: () => void }): ReactNode {
  useLayoutEffect(() => {
    onCommit()
  })
  return children
}

test('react: all components show the same session when it changes during a render', async () => {
  const { auth } = createScenario()
  let session: SessionSnapshot = { status: 'loading' }
  const listeners = new Set<(value: SessionSnapshot) => void>()
  const changing: PortalAuth = {
    ...auth,
    session: {
      getSnapshot: () => session,
      getInitialSnapshot: () => session,
      subscribe(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
  }
  // In the middle of the first render, so that earlier components have read another value than later ones.
  const change = (): void => {
    if (session.status !== 'loading') return
    session = { status: 'signed_out', reason: 'none' }
    for (const listener of listeners) listener(session)
  }
  const container = document.createElement('div')
  const commits: (string | null)[] = []
  const read: unknown[] = []
  const root = createRoot(container)
  await act(async () =>
    startTransition(() =>
      root.render(
        <PortalAuthProvider auth={changing}>
          <Committed onCommit={() => commits.push(container.textContent)}>
            {['a', 'b', 'c', 'd'].map((key) => (
              <SessionReader
                key={key}
                onRender={(value) => {
                  read.push(value)
                  if (key === 'b') change()
                }}
              />
            ))}
          </Committed>
        </PortalAuthProvider>,
      ),
    ),
  )
  expect(new Set(read).size).toBe(2)
  expect(commits).toEqual(['signed_out'.repeat(4)])
  await act(async () => root.unmount())
})

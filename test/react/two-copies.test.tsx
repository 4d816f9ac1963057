// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/react'
import { createElement } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { PortalAuthProvider } from '../../src/react/index.ts'
import { createScenario } from '../support/client/scenario.ts'

afterEach(cleanup)

test('react: a hook finds the provider of another copy of the package', async () => {
  const { auth } = createScenario()
  vi.resetModules()
  const copy = await import('../../src/react/index.ts')
  expect(copy.PortalAuthProvider).not.toBe(PortalAuthProvider)
  await auth.ready()
  const { container } = render(
    <PortalAuthProvider auth={auth}>{createElement(() => copy.useSession().status)}</PortalAuthProvider>,
  )
  expect(container.textContent).toBe('signed_out')
})

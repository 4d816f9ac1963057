// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { IDBFactory } from 'fake-indexeddb'
import { type ComponentType, StrictMode } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { createPortalMock, type PortalMock, seedUsers } from '../../mock/index.ts'
import type { PortalAuth } from '../../src/index.ts'

afterEach(cleanup)

/** The README's page, with a database of its own; its requests go to `portal`. */
async function open(portal: PortalMock): Promise<{ App: ComponentType; auth: PortalAuth }> {
  vi.stubGlobal('fetch', (request: Request) =>
    // As the page's proxy does.
    portal.fetch(new Request(request.url.replace('/portal/', '/'), request)),
  )
  vi.stubGlobal('indexedDB', new IDBFactory())
  const { App } = await import('fence:app.tsx' as string)
  const { auth } = await import('fence:login.ts' as string)
  return { App, auth }
}

/** The step's inputs by their names. */
const inputs = (): Map<string, HTMLInputElement | HTMLSelectElement> =>
  new Map(
    [...document.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select')].map((input) => [
      input.name,
      input,
    ]),
  )

/** Fills in and submits each form of the page, until there is no form left. */
async function signIn(portal: PortalMock, email: string, password: string): Promise<void> {
  const codes: Record<string, () => string | undefined> = {
    totp: () => portal.totp(email),
    email: () => portal.outbox.latest(email)?.code,
    backup_code: () => portal.users.find(email)?.backupCodes?.[0],
  }
  while (inputs().size > 0 && !screen.queryByRole('alert')) {
    const fill = (name: string, value: string | undefined): void => {
      const input = inputs().get(name)
      if (input) fireEvent.change(input, { target: { value } })
    }
    fill('email', email)
    fill('password', password)
    for (const name of ['tenantId', 'method']) {
      const select = inputs().get(name)
      if (select instanceof HTMLSelectElement) fill(name, select.options[1]?.value)
    }
    const sendCode = screen.queryByText('Send a code')
    if (sendCode) await act(async () => fireEvent.click(sendCode))
    await waitFor(() => expect(screen.getByRole('group').getAttribute('aria-busy')).toBe('false'))
    fill('code', codes[inputs().get('method')?.value ?? '']?.())
    const asked = [...inputs().keys()].join()
    await act(async () => fireEvent.click(screen.getByText('Continue')))
    await waitFor(() =>
      expect(screen.queryByRole('alert') !== null || [...inputs().keys()].join() !== asked).toBe(true),
    )
  }
}

test('README: the React page signs each seeded user in, or shows why it cannot', async () => {
  const portal = createPortalMock({ seed: 42 })
  const { App, auth } = await open(portal)
  render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
  await screen.findByText('Continue')
  for (const { email, password, status } of seedUsers) {
    await signIn(portal, email, password)
    if (status === 'ACTIVE') {
      expect(auth.session.getSnapshot()).toMatchObject({ user: { email } })
      expect(screen.getByRole('button').textContent).toMatch(/^Sign out \w+/)
      await act(async () => fireEvent.click(screen.getByRole('button')))
    } else {
      expect(screen.getByRole('alert').textContent).toBe('You cannot sign in here now.')
      await act(async () => fireEvent.click(screen.getByText('Start again')))
    }
    await waitFor(() => expect(inputs().has('email')).toBe(true))
  }
  auth.dispose()
})

test('README: the password step has the user name beside it, for password managers', async () => {
  const { App, auth } = await open(createPortalMock({ seed: 42 }))
  render(<App />)
  await screen.findByText('Continue')
  const email = seedUsers[0]?.email
  expect(inputs().get('email')?.autocomplete).toBe('username')
  fireEvent.change(inputs().get('email') as HTMLInputElement, { target: { value: email } })
  await act(async () => fireEvent.click(screen.getByText('Continue')))
  await waitFor(() => expect(inputs().get('password')?.autocomplete).toBe('current-password'))
  const names = document.querySelectorAll<HTMLInputElement>('form input[autocomplete="username"]')
  expect([...names].map(({ value, hidden }) => ({ value, hidden }))).toEqual([{ value: email, hidden: true }])
  auth.dispose()
})

// @vitest-environment happy-dom
import { act, cleanup, render } from '@testing-library/react'
import { StrictMode } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { createPortalAuth, memoryStorage, type PortalAuth, type Store } from '../../src/index.ts'
import { PortalAuthProvider, RequireSession } from '../../src/react/index.ts'
import { flowOf } from '../support/client/flow-of.ts'
import { baseUrl, createScenario, createSignedInScenario, password } from '../support/client/scenario.ts'
import {
  EagerPage,
  FlowReader,
  FunctionsReader,
  LoginReader,
  MountReporter,
  renderStrictly,
  SessionReader,
} from '../support/react/hook-readers.tsx'

const email = 'ada@example.com'

afterEach(cleanup)

test('react: a component renders again only when a value that it reads changes', async () => {
  const { auth } = createScenario()
  const renders = { session: 0, login: 0, functions: 0 }
  await act(async () => {
    render(
      <PortalAuthProvider auth={auth}>
        <SessionReader onRender={() => (renders.session += 1)} />
        <LoginReader onRender={() => (renders.login += 1)} />
        <FunctionsReader onRender={() => (renders.functions += 0.5)} />
      </PortalAuthProvider>,
    )
  })
  // The session: loading, signed out. The login: pending until the storage has been read, then not.
  expect(renders).toEqual({ session: 2, login: 2, functions: 1 })

  const submit = (value: string): Promise<void> =>
    act(async () => {
      const login = flowOf(auth).getSnapshot()
      if (login.step === 'email') await login.identify({ email: value })
      if (login.step === 'password') await login.authenticate({ password: value })
    })
  await submit(email)
  expect(renders).toEqual({ session: 2, login: 4, functions: 1 })
  await submit('wrong')
  expect(renders).toEqual({ session: 2, login: 6, functions: 1 })
  await submit(password)
  expect(renders).toEqual({ session: 3, login: 8, functions: 1 })
  await act(() => auth.refresh())
  expect(renders).toEqual({ session: 4, login: 8, functions: 1 })
  await act(async () => flowOf(auth).getSnapshot().restart())
  await act(async () => flowOf(auth).getSnapshot().restart())
  expect(renders).toEqual({ session: 4, login: 9, functions: 1 })
})

test('react: a StrictMode double mount makes no second request', async () => {
  const storage = memoryStorage()
  const { auth: first, portal, count } = await createSignedInScenario({ client: { storage } })
  first.dispose()
  portal.clock.advance(7_200_000)
  const auth = createPortalAuth({ baseUrl, storage, fetch: portal.fetch, clock: portal.clock })
  const page = await renderStrictly(auth, <EagerPage email={email} />)
  await act(() => auth.getAccessToken())
  expect(page.textContent).toBe(`${email}: password`)
  expect({ refresh: count('refresh'), identify: count('identify') }).toEqual({ refresh: 1, identify: 1 })
  auth.dispose()
})

test('react: what a double mount has subscribed is unsubscribed', async () => {
  const { auth } = createScenario()
  let listening = 0
  const counted = <T,>(store: Store<T>): Store<T> => ({
    ...store,
    subscribe(listener) {
      listening += 1
      const leave = store.subscribe(listener)
      return () => {
        listening -= 1
        leave()
      }
    },
  })
  const under: PortalAuth = { ...auth, session: counted(auth.session) }
  const flow = { ...flowOf(auth), ...counted(flowOf(auth)) }
  await renderStrictly(under, [<SessionReader key="session" />, <LoginReader key="login" />], flow)
  expect(listening).toBe(2)
  cleanup()
  expect(listening).toBe(0)
})

test('react: the token and the fetch come from functions that stay the same', async () => {
  const { auth } = await createSignedInScenario()
  const seen = new Set<unknown>()
  await renderStrictly(auth, [
    <FunctionsReader key="functions" onRender={(value) => seen.add(value)} />,
    <SessionReader key="session" />,
  ])
  await act(() => auth.refresh())
  expect([...seen]).toEqual([auth.getAccessToken, auth.fetch])
})

test('react: the guard shows its children, its pending or its fallback element, and passes the reason of a sign-out', async () => {
  const storage = memoryStorage()
  const { auth: first, portal } = await createSignedInScenario({ client: { storage } })
  first.dispose()
  const auth = createPortalAuth({ baseUrl, storage, fetch: portal.fetch, clock: portal.clock })
  const { container } = render(
    <StrictMode>
      <PortalAuthProvider auth={auth}>
        <RequireSession pending="pending" fallback={({ reason }) => `out: ${reason}`}>
          {({ user }) => `in: ${user.email}`}
        </RequireSession>
        <RequireSession> and more</RequireSession>
      </PortalAuthProvider>
    </StrictMode>,
  )
  expect(container.textContent).toBe('pending')
  await act(async () => {})
  expect(container.textContent).toBe(`in: ${email} and more`)
  await act(() => auth.logout())
  expect(container.textContent).toBe('out: logout')
})

test('react: a hook without a provider throws an error that names the provider', () => {
  vi.spyOn(console, 'error').mockReturnValue()
  const words = 'usePortalAuth(): the component must be inside a PortalAuthProvider'
  expect(() => render(<FunctionsReader />)).toThrow(words)
  expect(() => render(<LoginReader />)).toThrow('useLogin(): the component must be inside a PortalAuthProvider')
})

test('react: without a flow in the provider, the hooks share one for each client, and dispose() ends it', async () => {
  const [one, other] = [createScenario().auth, createScenario().auth]
  const seen = new Map<PortalAuth, Set<unknown>>([one, other].map((auth) => [auth, new Set()]))
  for (const auth of [one, one, other]) {
    const page = <FlowReader onRender={(flow) => seen.get(auth)?.add(flow)} />
    await renderStrictly(auth, page)
  }
  expect([...seen.values()].map(({ size }) => size)).toEqual([1, 1])
  expect(seen.get(one)).not.toEqual(seen.get(other))
  expect(one['~internals']().disposers.size).toBe(2)
  one.dispose()
  expect(one['~internals']().disposers.size).toBe(1)
})

test('react: the hooks use the flow that the provider has', async () => {
  const { auth } = createScenario()
  const flow = flowOf(auth)
  const seen = new Set<unknown>()
  const page = [<FlowReader key="flow" onRender={(value) => seen.add(value)} />, <LoginReader key="login" />]
  const container = await renderStrictly(auth, page, flow)
  expect([...seen]).toEqual([flow])
  const login = flow.getSnapshot()
  if (login.step === 'email') await act(() => login.identify({ email }))
  expect(container.textContent).toBe('password')
})

test('react: the children of the guard are mounted again when another session begins', async () => {
  const { auth } = await createSignedInScenario()
  let mounts = 0
  await act(async () => {
    render(
      <PortalAuthProvider auth={auth}>
        <RequireSession>
          <MountReporter onMount={() => (mounts += 1)} />
        </RequireSession>
      </PortalAuthProvider>,
    )
  })
  await act(() => auth.refresh())
  expect(mounts).toBe(1)
  await act(async () => void (await auth.login({ email: 'bob@example.com', password })))
  expect(mounts).toBe(2)
})

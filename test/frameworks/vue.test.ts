// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest'
import { createApp, createSSRApp, h, type ShallowRef } from 'vue'
import { renderToString } from 'vue/server-renderer'
import type { PortalAuth, Store } from '../../src/index.ts'
import { flowOf } from '../support/client/flow-of.ts'
import { createScenario, createSignedInScenario, password } from '../support/client/scenario.ts'
import { pageTimeoutMs } from '../support/page-timeout.ts'

type UseStore = <T>(store: Store<T>) => Readonly<ShallowRef<T>>
const { useStore: read }: { useStore: UseStore } = await import('fence:use-store.ts' as string)

const pageOf = (auth: PortalAuth) => ({
  setup() {
    const status = read(auth.session)
    const login = read(flowOf(auth))
    return () => h('p', `${status.value.status} ${login.value.step}`)
  },
})

test('recipe: the Vue composable follows the session and the login', async () => {
  const { auth } = createScenario()
  const target = document.createElement('div')
  const app = createApp(pageOf(auth))
  app.mount(target)
  await vi.waitFor(() => expect(target.textContent).toBe('signed_out email'), pageTimeoutMs)
  const login = flowOf(auth).getSnapshot()
  if (login.step === 'email') await login.identify({ email: 'ada@example.com' })
  await vi.waitFor(() => expect(target.textContent).toBe('signed_out password'), pageTimeoutMs)
  const next = flowOf(auth).getSnapshot()
  if (next.step === 'password') await next.authenticate({ password })
  await vi.waitFor(() => expect(target.textContent).toBe('signed_in done'), pageTimeoutMs)
  app.unmount()
  await auth.logout()
  expect(target.textContent).toBe('')
})

test('recipe: the Vue composable hydrates what a server rendered without a mismatch', async () => {
  const warned = vi.spyOn(console, 'warn').mockReturnValue()
  const reported = vi.spyOn(console, 'error').mockReturnValue()
  const { auth } = await createSignedInScenario()
  const target = document.createElement('div')
  target.innerHTML = await renderToString(createSSRApp(pageOf(createScenario().auth)))
  expect(target.textContent).toBe('loading email')
  const app = createSSRApp(pageOf(auth))
  app.mount(target)
  await vi.waitFor(() => expect(target.textContent).toBe('signed_in email'), pageTimeoutMs)
  expect([...warned.mock.calls, ...reported.mock.calls]).toEqual([])
  app.unmount()
})

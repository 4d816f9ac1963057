import { expect, test } from 'vitest'
import { createScenario, createSignedInScenario, password } from '../support/client/scenario.ts'

test('logout: the session ends here and at the server', async () => {
  const { portal, auth, events } = await createSignedInScenario()
  const token = await auth.getAccessToken()
  expect(await auth.logout()).toEqual({ local: 'done', remote: 'done' })
  expect(auth.session.getSnapshot()).toEqual({ status: 'signed_out', reason: 'logout' })
  await expect(auth.getAccessToken()).rejects.toMatchObject({ code: 'signed_out' })
  const authorization = `Bearer ${token}`
  const me = await portal.fetch(new Request('https://portal.example/api/v1/me', { headers: { authorization } }))
  expect(me.status).toBe(401)
  expect(events.at(-1)).toEqual({ type: 'signed_out', reason: 'logout' })
})

test('logout: the session is gone before the server has answered', async () => {
  const { auth } = await createSignedInScenario()
  const leaving = auth.logout()
  expect(auth.session.getSnapshot()).toEqual({ status: 'signed_out', reason: 'logout' })
  await leaving
})

test('logout: without a session nothing is sent', async () => {
  const { auth, count } = createScenario()
  expect(await auth.logout()).toEqual({ local: 'done', remote: 'skipped' })
  expect(count('logout')).toBe(0)
})

test('logout: a server that fails is reported and changes nothing here', async () => {
  const { portal, auth } = await createSignedInScenario()
  portal.faults.add({ operation: 'logout', times: 1, then: { status: 500 } })
  expect(await auth.logout()).toEqual({ local: 'done', remote: 'failed' })
  expect(auth.session.getSnapshot().status).toBe('signed_out')
})

test('logout: a refresh under way does not bring the session back, and its token is revoked', async () => {
  let release = (): void => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const { auth, count, events } = await createSignedInScenario({
    network: async (request, next) => {
      const response = await next(request)
      if (request.url.endsWith('/refresh')) await held
      return response
    },
  })
  const refreshing = auth.refresh()
  await expect.poll(() => count('refresh')).toBe(1)
  await auth.logout()
  release()
  await expect(refreshing).rejects.toMatchObject({ code: 'signed_out' })
  expect(auth.session.getSnapshot()).toEqual({ status: 'signed_out', reason: 'logout' })
  expect(events).toContainEqual({ type: 'refresh_discarded' })
  await expect.poll(() => count('logout')).toBe(2)
})

test('logout: a login afterwards starts anew', async () => {
  const { auth } = await createSignedInScenario()
  await auth.logout()
  await auth.login({ email: 'ada@example.com', password })
  expect(auth.session.getSnapshot().status).toBe('signed_in')
})

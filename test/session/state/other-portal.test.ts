import { expect, test } from 'vitest'
import { createLoginFlow, createPortalAuth } from '../../../src/index.ts'
import { createScenario, createSignedInScenario, email } from '../../support/client/scenario.ts'

const other = 'https://other-portal.example'

test('F59: a session of another portal under the same key is not used and not sent', async () => {
  const { tab } = await createSignedInScenario()
  const sent: Request[] = []
  const fetch = async (request: Request): Promise<Response> => {
    sent.push(request)
    return Response.json({})
  }
  const auth = createPortalAuth({ ...tab.ports, baseUrl: other, fetch })
  expect(await auth.ready()).toEqual({ status: 'signed_out', reason: 'none' })
  await expect(auth.getAccessToken()).rejects.toMatchObject({ code: 'signed_out' })
  await expect(auth.refresh()).rejects.toMatchObject({ code: 'signed_out' })
  await auth.logout()
  expect(sent).toEqual([])
  auth.dispose()
})

test('F59: a login in progress at another portal is not continued', async () => {
  const { auth, browser, tab } = createScenario()
  const flow = createLoginFlow(auth, { storage: tab.flowStorage })
  await browser.settle()
  const first = flow.getSnapshot()
  if (first.step === 'email') await browser.run(first.identify({ email }))
  expect(flow.getSnapshot().step).toBe('password')
  const elsewhere = createPortalAuth({ ...tab.ports, baseUrl: other })
  const continued = createLoginFlow(elsewhere, { storage: tab.flowStorage })
  await browser.settle()
  expect(continued.getSnapshot().step).toBe('email')
  elsewhere.dispose()
})

test('F59: the slash at the end of a baseUrl makes no other portal', async () => {
  const scenario = await createSignedInScenario()
  const { auth } = scenario.open({ baseUrl: 'https://portal.example/' })
  expect(await auth.ready()).toMatchObject({ status: 'signed_in' })
})

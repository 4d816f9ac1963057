import { expect, test } from 'vitest'
import { createSignedInScenario } from '../../support/client/scenario.ts'

test('F67: a storage that answers after 8 s at the start shows loading until then, and the stored session by itself', async () => {
  const scenario = await createSignedInScenario()
  const { browser } = scenario
  const tab = browser.openTab()
  const answersAtMs = browser.now() + 8_000
  const { get } = tab.ports.storage
  const storage = {
    ...tab.ports.storage,
    async get(key: string) {
      const leftMs = answersAtMs - browser.now()
      if (leftMs > 0) await new Promise(() => {})
      return get(key)
    },
  }
  const { auth, snapshots } = scenario.open({ storage }, tab)
  const early = browser.run(auth.getAccessToken())
  await expect(early).rejects.toMatchObject({ code: 'timeout', retryable: true })
  expect(auth.session.getSnapshot()).toEqual({ status: 'loading' })
  await browser.advance(20_000)
  expect(await auth.ready()).toMatchObject({ status: 'signed_in' })
  expect(snapshots).toEqual([{ status: 'loading' }, expect.objectContaining({ status: 'signed_in' })])
})

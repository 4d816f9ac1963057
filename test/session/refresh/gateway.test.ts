import { expect, test } from 'vitest'
import { refusing } from '../../support/client/faults.ts'
import { gatewayRefusals, portalRefusals } from '../../support/client/refresh-refusals.ts'
import { createSignedInScenario } from '../../support/client/scenario.ts'

test.each(gatewayRefusals)(
  'F61: a gateway that refuses one refresh with %s and %o does not end the session',
  async (status, body) => {
    const scenario = await createSignedInScenario()
    const { auth, browser, tab } = scenario
    tab.network = refusing(() => Response.json(body, { status }), 1)
    await browser.run(auth.refresh())
    expect(auth.session.getSnapshot()).toMatchObject({ status: 'signed_in' })
    await scenario.finish({ replays: 0 })
  },
)

test('F61: a refresh that is refused twice in a row ends the session, also without a word about it', async () => {
  const scenario = await createSignedInScenario()
  const { auth, browser, tab } = scenario
  tab.network = refusing(() => Response.json({ message: 'Forbidden' }, { status: 403 }))
  await expect(browser.run(auth.refresh())).rejects.toMatchObject({ code: 'session_expired' })
  expect(auth.session.getSnapshot()).toMatchObject({ status: 'signed_out', reason: 'session_expired' })
})

test.each(portalRefusals)('F61: a refresh that is refused with %o ends the session at once', async (body) => {
  const scenario = await createSignedInScenario()
  const { auth, browser, tab } = scenario
  let posts = 0
  tab.network = refusing(() => {
    posts += 1
    return Response.json(body, { status: 401 })
  })
  await expect(browser.run(auth.refresh())).rejects.toMatchObject({ code: 'session_expired' })
  expect(posts).toBe(1)
})

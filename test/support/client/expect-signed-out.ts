import { expect } from 'vitest'
import type { Scenario } from './scenario.ts'

/** How many sessions the portal has not ended. */
export const liveSessions = ({ portal }: Scenario): number =>
  Object.values(portal.snapshot().state.families).filter(({ revokedAtMs }) => revokedAtMs === null).length

/** Every tab is signed out after a logout, also one that is opened now; no token is stored and the portal holds no session. */
export async function expectSignedOut(scenario: Scenario): Promise<void> {
  expect(scenario.browser.storage.values().join()).not.toContain('Token')
  expect(liveSessions(scenario)).toBe(0)
  for (const { auth } of [...scenario.clients, scenario.open()]) {
    await scenario.browser.settle()
    await scenario.browser.advance(100)
    expect(auth.session.getSnapshot()).toMatchObject({ status: 'signed_out', reason: 'logout' })
    await expect(scenario.browser.run(auth.getAccessToken())).rejects.toMatchObject({ code: 'signed_out' })
  }
}

import type { LoginFlowSnapshot, PortalAuth } from '../../../src/index.ts'
import { expectStep } from './expect-step.ts'
import { flowOf } from './flow-of.ts'
import {
  type Client,
  createScenario,
  password,
  type Scenario,
  type ScenarioOf,
  type ScenarioOptions,
} from './scenario.ts'

export const mfaUser = 'mfa@example.com'

/** A scenario with a user of two tenants and two second factors, and each tab's flow at its first step. */
export async function createFlowScenario<const Tabs extends number = 1>(
  options: ScenarioOptions<Tabs> = {},
): Promise<ScenarioOf<Tabs>> {
  const scenario = createScenario(options)
  scenario.portal.users.add({ email: mfaUser, password, tenants: ['acme', 'globex'], mfa: ['totp', 'email'] })
  for (const { auth } of scenario.clients) flowOf(auth).getSnapshot()
  await scenario.browser.settle()
  return scenario
}

/** What the flow shows at its present step, which must be the one named. */
export function at<Step extends LoginFlowSnapshot['step']>(
  auth: PortalAuth,
  step: Step,
): Extract<LoginFlowSnapshot, { readonly step: Step }> {
  const snapshot = flowOf(auth).getSnapshot()
  expectStep(snapshot, step)
  return snapshot
}

/** Takes a flow to the second factor. */
export async function reachMfa(scenario: Scenario, { auth }: Client): Promise<void> {
  await scenario.browser.run(at(auth, 'email').identify({ email: mfaUser }))
  const tenantId = at(auth, 'tenant').tenants[0]?.id ?? ''
  await scenario.browser.run(at(auth, 'tenant').authenticate({ password, tenantId }))
}

/** All that the tabs have stored, as one text. */
export const stored = (scenario: Scenario): string =>
  [...scenario.browser.storage.values(), ...scenario.browser.tabs.flatMap((tab) => [...tab.own.values()])].join()

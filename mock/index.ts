import type { HttpHandler } from 'msw'
import { portalHandlers } from './msw.ts'
import { createPortal } from './portal.ts'
import type { Portal, PortalOptions } from './portal-api.ts'

export type { ClockSource, VirtualClock } from './base/clock.ts'
export type { Timer } from './base/timer.ts'
export type { AnswerInit, AnswerWith, ContractAnswer, Respond } from './contract-answer.ts'
export { type ContractCall, type ContractHttp, type ContractResolver, createContractHttp } from './contract-http.ts'
export type { Fault, FaultOutcome, FaultRecord, FaultRule } from './fault.ts'
export type { Faults } from './faults.ts'
export type { JournalEntry } from './journal.ts'
export type { PortalPolicy, PortalPolicyOptions, Refusal } from './policy.ts'
export type { Outbox, Portal, PortalOptions, Sessions, SigningKeys, Tenants, Users } from './portal-api.ts'
export type { NeighbourName, Operation } from './routes.ts'
export type { SessionNow } from './rules/session-list.ts'
export { type SeedUser, seedTenants, seedUsers } from './seed-users.ts'
export type { PortalSnapshot } from './snapshot.ts'
export type { MfaMethod, OutboxMessage, PortalState, Tenant, UserStatus } from './state.ts'
export { describeStorage, type TestRunner } from './storage/describe-storage.ts'
export type { StorageUnderTest } from './storage/storage-under-test.ts'
export { createFakeBrowser, type FakeBrowser, type FakeBrowserOptions } from './tabs/fake-browser.ts'
export type { FakeStorage, StorageFaults } from './tabs/fake-storage.ts'
export type { FakeLifecycleEvent, FakeNetwork, FakeTab, FakeTabPorts } from './tabs/fake-tab.ts'
export type { NewTenant, TenantNow } from './tenants.ts'
export type { NewUser, PortalUser } from './users.ts'

/** A portal with the handlers that let MSW answer for it. */
export type PortalMock = Portal & {
  /** MSW handlers, for `setupServer` and `setupWorker` of MSW 2.12 and later. They match any origin. */
  readonly handlers: HttpHandler[]
}

/**
 * Makes the reference implementation of ScaiKey's portal login. Throws a `TypeError` for a wrong policy or seed, naming it.
 * @see openapi.json
 */
export function createPortalMock(options: PortalOptions = {}): PortalMock {
  const portal = createPortal(options)
  return { ...portal, handlers: portalHandlers(portal) }
}

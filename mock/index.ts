import type { HttpHandler } from 'msw'
import { portalHandlers } from './msw/handlers.ts'
import { createPortal } from './portal/portal.ts'
import type { Portal, PortalOptions } from './portal/portal-api.ts'

export { type SeedUser, seedTenants, seedUsers } from './accounts/seed-users.ts'
export type { NewTenant, TenantNow } from './accounts/tenants.ts'
export type { MockUser, NewUser } from './accounts/users.ts'
export type { ClockSource, VirtualClock } from './base/clock.ts'
export type { Timer } from './base/timer.ts'
export type { NeighbourName, Operation } from './endpoints/routes.ts'
export type { Fault, FaultOutcome, FaultRecord, FaultRule } from './faults/fault.ts'
export type { Faults } from './faults/plan.ts'
export type { AnswerInit, AnswerWith, ContractAnswer, Respond } from './msw/contract-answer.ts'
export { type ContractCall, type ContractHttp, type ContractResolver, createContractHttp } from './msw/contract-http.ts'
export type { PortalPolicy, PortalPolicyOptions } from './policy/portal-policy.ts'
export type { Refusal } from './policy/refusal.ts'
export type { JournalEntry } from './portal/journal.ts'
export type {
  Outbox,
  Policy,
  Portal,
  PortalOptions,
  Sessions,
  SigningKeys,
  Tenants,
  Users,
} from './portal/portal-api.ts'
export type { PortalSnapshot } from './portal/snapshot.ts'
export type { SessionNow, SessionStatus } from './rules/session-list.ts'
export type { OutboxMessage, PortalState, SecondFactor, Tenant, UserStatus } from './state/state.ts'

/** A portal with MSW handlers. */
export type PortalMock = Portal & {
  /** Handlers for `setupServer` and `setupWorker` of MSW 2.12 and later. They match any origin. */
  readonly handlers: HttpHandler[]
}

/**
 * Makes the reference implementation of ScaiKey's portal login. Throws a `TypeError` that names a wrong or unknown option.
 * @see openapi.json
 */
export function createPortalMock(options: PortalOptions = {}): PortalMock {
  const portal = createPortal(options)
  return { ...portal, handlers: portalHandlers(portal) }
}

export type { Clock } from './base/clock.ts'
export {
  isPortalAuthError,
  PortalAuthError,
  type PortalAuthErrorCode,
  type PortalAuthOperation,
} from './base/portal-auth-error.ts'
export type { Store } from './base/store.ts'
export {
  type Authenticated,
  createPortalAuth,
  type DoneStep,
  type Flow,
  type FlowSnapshot,
  type Identified,
  type MfaStep,
  type PasswordStep,
  type PortalAuth,
  type TenantStep,
} from './client.ts'
export type { components, operations, paths } from './generated/types.ts'
export type { UnknownStep } from './login/authenticate.ts'
export type { EmailStep, FlowError } from './login/flow/state.ts'
export type { LoginCredentials } from './login/login.ts'
export type { EmailCodeOptions, MfaCode, MfaMethod } from './login/verify.ts'
export type { PortalTenant } from './model/tenant.ts'
export type { PortalUser } from './model/user.ts'
export type { PortalAuthOptions } from './options.ts'
export type { LogoutResult } from './session/logout.ts'
export type { SessionMiddleware } from './session/middleware.ts'
export type { PortalAuthEvent } from './session/state/events.ts'
export type { SignedOutReason } from './session/state/record.ts'
export type { SessionSnapshot, SignedInSession, SignedOutSession, UnknownSession } from './session/state/snapshot.ts'
export type { PortalAuthChannel } from './session/tabs/channel.ts'
export type { LifecycleEvent, PortalAuthLifecycle } from './session/tabs/lifecycle.ts'
export type { LockRequester } from './session/tabs/web-locks.ts'
export { type IndexedDbStorageOptions, indexedDbStorage } from './storage/indexed-db-storage.ts'
export type { KeyValueStorage } from './storage/key-value-storage.ts'
export { memoryStorage } from './storage/memory-storage.ts'
export type { PortalAuthStorage } from './storage/storage.ts'
export { webStorage } from './storage/web-storage.ts'
export { type ApiClient, type ApiClientOptions, createApiClient, type TokenSender } from './transport/api-client.ts'
export type { CallOptions, ClassifyError } from './transport/ask.ts'
export type { PortalClient } from './transport/portal-client.ts'
export type { ResponseSchema, ResponseSchemas } from './transport/response-schemas.ts'

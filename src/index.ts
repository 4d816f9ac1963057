// The client.

// The platform, for tests and for platforms without a document.
export type { Clock } from './base/clock.ts'
// Errors.
export {
  isPortalAuthError,
  PortalAuthError,
  type PortalAuthErrorCode,
  type PortalAuthErrorFacts,
  type PortalAuthOperation,
} from './base/portal-auth-error.ts'
// The session.
export type { Store } from './base/store.ts'
export { createPortalAuth, type PortalAuth } from './client.ts'
// Typed clients.
export type { components, operations, paths } from './generated/types.ts'

// The steps of a login.
export type { Authenticate, Authenticated, UnsupportedStep } from './login/authenticate.ts'
export type { DoneStep } from './login/context.ts'
// The login flow: the steps as a store, for a user interface.
export { createLoginFlow, type LoginFlow, type LoginFlowOptions } from './login/flow/flow.ts'
export type { LoginFlowSnapshot } from './login/flow/snapshot.ts'
export type { EmailStep, LoginFlowError } from './login/flow/state.ts'
export type { Identified, PasswordStep, TenantStep } from './login/identify.ts'
export type { LoginCredentials } from './login/login.ts'
export type { EmailCodeOptions, MfaCode, MfaMethod, MfaStep } from './login/verify.ts'
export type {
  LoadingSession,
  SessionSnapshot,
  SignedInSession,
  SignedOutReason,
  SignedOutSession,
} from './model/session.ts'
export type { PortalTenant } from './model/tenant.ts'
export type { PortalUser } from './model/user.ts'
export type { PortalAuthOptions } from './options.ts'
export type { AuthFetch, AuthFetchInit } from './session/fetch.ts'
export type { IsExpired } from './session/is-rejected.ts'
export type { LogoutResult } from './session/logout.ts'
export { createSessionMiddleware, type SessionMiddleware } from './session/middleware.ts'
export type { PortalAuthEvent } from './session/state/events.ts'
export type { PortalAuthChannel } from './session/tabs/channel.ts'
export type { LifecycleEvent, PortalAuthLifecycle } from './session/tabs/lifecycle.ts'
export type { LockRequester } from './session/tabs/web-locks.ts'
// The storages.
export { type IndexedDbStorageOptions, indexedDbStorage } from './storage/indexed-db-storage.ts'
export type { KeyValueStorage } from './storage/key-value-storage.ts'
export { memoryStorage } from './storage/memory-storage.ts'
export type { PortalAuthStorage } from './storage/storage.ts'
export { webStorage } from './storage/web-storage.ts'
export { type ApiClient, type ApiClientOptions, createApiClient, type TokenSender } from './transport/api-client.ts'
export type { CallOptions, ClassifyError } from './transport/exchange.ts'
export { createPortalClient, type PortalClient } from './transport/portal-client.ts'
export { refusalWords } from './transport/refusal/refusal-words.ts'
export type { ResponseSchema, ResponseSchemas } from './transport/response-schemas.ts'
export type { ClientInit, ClientMiddleware, ClientResult, TypedClient } from './transport/typed-client.ts'

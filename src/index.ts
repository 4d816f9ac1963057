export type { Clock } from './base/clock.ts'
export {
  isPortalAuthError,
  PortalAuthError,
  type PortalAuthErrorCode,
  type PortalAuthOperation,
} from './base/portal-auth-error.ts'
export type { Store } from './base/store.ts'
export { createPortalAuth, type Identified, type PortalAuth, type PortalAuthOptions } from './client.ts'
export type { components, operations, paths } from './generated/types.ts'
export type { Authenticated, UnknownStep } from './login/authenticate.ts'
export type { PasswordStep, TenantStep } from './login/identify.ts'
export type { LoginCredentials } from './login/login.ts'
export type { DoneStep } from './login/portal.ts'
export type { MfaCode, MfaMethod, MfaStep } from './login/verify.ts'
export type { PortalAuthEvent } from './session/events.ts'
export type { LogoutResult } from './session/logout.ts'
export type { SignedOutReason } from './session/session-record.ts'
export type { SessionSnapshot, SignedInSession, SignedOutSession, UnknownSession } from './session/session-snapshot.ts'
export { memoryStorage, type PortalAuthStorage } from './session/storage.ts'
export type { CallOptions, ClassifyError } from './transport/ask.ts'
export type { PortalClient } from './transport/portal-client.ts'
export type { ResponseSchema, ResponseSchemas } from './transport/response-schemas.ts'
export type { PortalTenant } from './transport/tenant.ts'
export type { PortalUser } from './transport/user.ts'

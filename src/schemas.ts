import type { OperationName } from './generated/operations.ts'
import {
  AuthenticateRequest,
  AuthenticateResponse,
  IdentifyRequest,
  IdentifyResponse,
  scaikey__api__v1__me__auth__LoginRequest as LoginRequest,
  scaikey__api__v1__me__auth__LoginResponse as LoginResponse,
  portalLogoutApiV1AuthLogoutPostResponse as LogoutResponse,
  PortalMFAVerifyRequest,
  PortalMFAVerifyResponse,
  scaikey__api__v1__me__auth__RefreshRequest as RefreshRequest,
  scaikey__api__v1__me__auth__RefreshResponse as RefreshResponse,
} from './generated/schemas.ts'

/**
 * The zod schemas of the contract, by name: objects in answers keep keys the contract does not know, objects in
 * requests drop them.
 * @see openapi.json#/components/schemas
 */
export { HTTPValidationError, ValidationError } from './generated/schemas.ts'
export {
  AuthenticateRequest,
  AuthenticateResponse,
  IdentifyRequest,
  IdentifyResponse,
  LoginRequest,
  LoginResponse,
  LogoutResponse,
  PortalMFAVerifyRequest,
  PortalMFAVerifyResponse,
  RefreshRequest,
  RefreshResponse,
}

/** The schemas of one operation: its request body, where it has one, and its answer with status 200. */
export interface OperationSchemas<Request, Response> {
  readonly request: Request
  readonly response: Response
}

/**
 * Schemas of the password step.
 * @see openapi.json#/paths/~1api~1v1~1auth~1authenticate/post
 */
export const authenticate: OperationSchemas<typeof AuthenticateRequest, typeof AuthenticateResponse> = {
  request: AuthenticateRequest,
  response: AuthenticateResponse,
}

/**
 * Schemas of the first step.
 * @see openapi.json#/paths/~1api~1v1~1auth~1identify/post
 */
export const identify: OperationSchemas<typeof IdentifyRequest, typeof IdentifyResponse> = {
  request: IdentifyRequest,
  response: IdentifyResponse,
}

/**
 * Schemas of the one-step login.
 * @see openapi.json#/paths/~1api~1v1~1auth~1login/post
 */
export const login: OperationSchemas<typeof LoginRequest, typeof LoginResponse> = {
  request: LoginRequest,
  response: LoginResponse,
}

/**
 * Schemas of logout, which has no request body.
 * @see openapi.json#/paths/~1api~1v1~1auth~1logout/post
 */
export const logout: OperationSchemas<undefined, typeof LogoutResponse> = {
  request: undefined,
  response: LogoutResponse,
}

/**
 * Schemas of the refresh.
 * @see openapi.json#/paths/~1api~1v1~1auth~1refresh/post
 */
export const refresh: OperationSchemas<typeof RefreshRequest, typeof RefreshResponse> = {
  request: RefreshRequest,
  response: RefreshResponse,
}

/**
 * Schemas of the MFA step.
 * @see openapi.json#/paths/~1api~1v1~1auth~1mfa~1verify/post
 */
export const verify: OperationSchemas<typeof PortalMFAVerifyRequest, typeof PortalMFAVerifyResponse> = {
  request: PortalMFAVerifyRequest,
  response: PortalMFAVerifyResponse,
}

/** The schemas of every operation, by its short name: what `createPortalAuth({ schemas })` takes. */
export const schemas: {
  readonly authenticate: typeof authenticate
  readonly identify: typeof identify
  readonly login: typeof login
  readonly logout: typeof logout
  readonly refresh: typeof refresh
  readonly verify: typeof verify
} = { authenticate, identify, login, logout, refresh, verify } satisfies Record<OperationName, unknown>

import { type OperationName, operations } from '../../src/generated/operations.ts'

/** An operation outside the contract that a login front end needs. */
export type NeighbourName =
  /** Sends a code by e-mail. */
  | 'sendEmailCode'
  /** The user of an access token. */
  | 'me'
  /** The public keys of access tokens. */
  | 'jwks'
  /** The discovery document of an issuer of access tokens. */
  | 'discovery'
/** Every operation that the portal answers. */
export type Operation = OperationName | NeighbourName

/** The method and path of an operation. `{name}` matches one segment of the path; `query` lists the required parameters. */
export interface Route {
  readonly operation: Operation
  readonly method: string
  readonly path: string
  readonly query?: readonly string[]
}

/** The path of the key set. */
export const jwksPath = '/api/v1/platform/.well-known/jwks.json'

/** All routes: the six operations of the contract and the neighbours. */
export const routes: readonly Route[] = [
  { operation: 'identify', ...operations.identify },
  { operation: 'authenticate', ...operations.authenticate },
  { operation: 'verify', ...operations.verify },
  { operation: 'login', ...operations.login },
  { operation: 'refresh', ...operations.refresh },
  { operation: 'logout', ...operations.logout },
  {
    operation: 'sendEmailCode',
    method: 'POST',
    path: '/api/v1/auth/tenants/{tenant_slug}/mfa/email/send',
    query: ['mfa_token', 'user_id'],
  },
  { operation: 'me', method: 'GET', path: '/api/v1/me' },
  { operation: 'jwks', method: 'GET', path: jwksPath },
  { operation: 'discovery', method: 'GET', path: '/tenants/{tenant_id}/.well-known/openid-configuration' },
]

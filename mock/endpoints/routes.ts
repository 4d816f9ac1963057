import { type OperationName, operations } from '../../src/generated/operations.ts'

/** The calls beside the contract that a login front end needs. */
export type NeighbourName = 'sendEmailCode' | 'me' | 'jwks'
/** Every operation the portal answers. */
export type Operation = OperationName | NeighbourName

/** Where an operation is found. `{name}` in a path stands for one segment; `query` lists the parameters it requires. */
export interface Route {
  readonly operation: Operation
  readonly method: string
  readonly path: string
  readonly query?: readonly string[]
}

/** Every route: the six of the contract and their neighbours. */
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
  { operation: 'jwks', method: 'GET', path: '/api/v1/platform/.well-known/jwks.json' },
]

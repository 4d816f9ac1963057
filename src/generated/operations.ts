// Generated from openapi.json by `npm run codegen`; do not edit.

/** Method and path of every operation, by its short name: the last segment of the path. */
export const operations = {
  authenticate: { method: 'POST', path: '/api/v1/auth/authenticate' },
  identify: { method: 'POST', path: '/api/v1/auth/identify' },
  login: { method: 'POST', path: '/api/v1/auth/login' },
  logout: { method: 'POST', path: '/api/v1/auth/logout' },
  refresh: { method: 'POST', path: '/api/v1/auth/refresh' },
  verify: { method: 'POST', path: '/api/v1/auth/mfa/verify' },
} as const

/** The short name of an operation. */
export type OperationName = keyof typeof operations

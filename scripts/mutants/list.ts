import type { Mutation } from './mutate.ts'

/** A guard of the session, named by a comment in `src/` (`// guard: NAME`), and the change that disables it. */
export interface Mutant {
  readonly guard: string
  readonly mutation: Mutation
}

/** The guards of the refresh protocol. */
export const mutants: readonly Mutant[] = [
  { guard: 'compare-and-set on the generation', mutation: { withoutOperands: [1, 2] } },
  { guard: 're-read under the lock', mutation: { value: '{ recovery: false }' } },
  { guard: 'lock between tabs', mutation: 'condition false' },
  { guard: 'stale-401 check', mutation: 'remove statement' },
  { guard: 'no response is written after a logout', mutation: { withoutOperands: [0] } },
  { guard: 'no response is shown after a logout', mutation: 'condition true' },
  { guard: 'token of a response after a logout is revoked', mutation: 'remove statement' },
  { guard: 'join by token', mutation: 'condition false' },
  { guard: 'write-ahead intent', mutation: { value: 'false' } },
  { guard: 'intent of a holder that may have lost its lock', mutation: { value: 'false' } },
  { guard: 'intent is new until this tab has seen it for long enough', mutation: { value: 'false' } },
  { guard: 'lease that expired while its holder slept', mutation: { withoutOperands: [1] } },
  { guard: 'lock that was taken while its holder slept', mutation: { withoutOperands: [1] } },
  { guard: 'lock that is granted only after it was taken away', mutation: 'remove statement' },
  { guard: 'refresh whose intent was written too late', mutation: 'condition false' },
  { guard: 'lease is held until this tab has seen it for long enough', mutation: 'condition false' },
  { guard: 'age of a token counts sleep', mutation: { value: '0' } },
  { guard: 'request of another session is not replayed', mutation: 'remove statement' },
  { guard: 'refresh ends with the session it began with', mutation: 'remove statement' },
  { guard: 'error response that says that the token was used', mutation: { withoutOperands: [1] } },
  { guard: 'pause that the server asked for', mutation: { value: '0' } },
  { guard: 'rejected new token is not refreshed in a loop', mutation: 'remove statement' },
  { guard: 'tokens that are rejected without a replay are not refreshed in a loop', mutation: 'remove statement' },
  { guard: 'outdated read of the storage is ignored', mutation: 'remove statement' },
  { guard: 'longer pause after each failure', mutation: { value: '500' } },
]

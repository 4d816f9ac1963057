import type { Operation } from './mutate.ts'

/** A guard of the session, named by a comment in `src/` (`// guard: NAME`), and the change that disables it. */
export interface Mutant {
  readonly guard: string
  readonly operation: Operation
}

/** The guards of the refresh protocol. */
export const mutants: readonly Mutant[] = [
  { guard: 'compare-and-set on the generation', operation: { withoutOperands: [1, 2] } },
  { guard: 're-read under the lock', operation: { value: '{ recovery: false }' } },
  { guard: 'lock between tabs', operation: 'condition false' },
  { guard: 'stale-401 check', operation: 'remove statement' },
  { guard: 'no response is written after a logout', operation: { withoutOperands: [0] } },
  { guard: 'no response is shown after a logout', operation: 'condition true' },
  { guard: 'token of a response after a logout is revoked', operation: 'remove statement' },
  { guard: 'join by token', operation: 'condition false' },
  { guard: 'write-ahead intent', operation: { value: 'false' } },
  { guard: 'intent of a holder that may have lost its lock', operation: { value: 'false' } },
  { guard: 'intent is new until this tab has seen it for long enough', operation: { value: 'false' } },
  { guard: 'lease that expired while its holder slept', operation: { withoutOperands: [1] } },
  { guard: 'lock that was taken while its holder slept', operation: { withoutOperands: [1] } },
  { guard: 'lock that is granted only after it was taken away', operation: 'remove statement' },
  { guard: 'refresh whose intent was written too late', operation: 'condition false' },
  { guard: 'lease is held until this tab has seen it for long enough', operation: 'condition false' },
  { guard: 'age of a token counts sleep', operation: { value: '0' } },
  { guard: 'request of another session is not replayed', operation: 'remove statement' },
  { guard: 'refresh ends with the session it began with', operation: 'remove statement' },
  { guard: 'error response that says that the token was used', operation: { withoutOperands: [1] } },
  { guard: 'pause that the server asked for', operation: { value: '0' } },
  { guard: 'rejected new token is not refreshed in a loop', operation: 'remove statement' },
  { guard: 'outdated read of the storage is ignored', operation: 'remove statement' },
  { guard: 'longer pause after each failure', operation: { value: '500' } },
]

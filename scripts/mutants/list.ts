import type { Mutation } from './mutate.ts'

/** A guard of the session, named by a comment in `src/` (`// guard: NAME`), and the change that disables it. */
export interface Mutant {
  readonly guard: string
  readonly mutation: Mutation
}

/** The guards of the refresh protocol. */
export const mutants: readonly Mutant[] = [
  { guard: 'compare-and-set on the generation', mutation: 'condition false' },
  {
    guard: 're-read before the refresh is sent',
    mutation: { value: "{ is: 'own', recovery: false, contested: false }" },
  },
  { guard: 'stale-401 check', mutation: 'remove statement' },
  { guard: 'token of a response after a logout is revoked', mutation: 'remove statement' },
  { guard: 'join by token', mutation: 'condition false' },
  { guard: 'write-ahead intent', mutation: { value: 'false' } },
  { guard: 'intent of another tab is respected until it has been seen for long enough', mutation: 'condition false' },
  { guard: 'intent of another tab is not settled', mutation: { value: 'true' } },
  { guard: 'record of a later version is left alone', mutation: 'remove statement' },
  { guard: 'refresh whose intent was written too late', mutation: 'condition false' },
  { guard: 'age of a token counts sleep', mutation: { value: '0' } },
  { guard: 'call belongs to the session that was shown when it began', mutation: { value: 'false' } },
  { guard: 'request of another session is not replayed', mutation: 'remove statement' },
  { guard: 'refresh ends with the session it began with', mutation: 'remove statement' },
  { guard: 'login that another one has overtaken is not written over it', mutation: 'remove statement' },
  { guard: 'login resolves to its own session', mutation: { withoutOperands: [1] } },
  { guard: 'finished login ends with its session', mutation: 'remove statement' },
  { guard: 'fetch in use that calls auth.fetch does not go round in circles', mutation: { withoutOperands: [0] } },
  { guard: 'error response that says that the token was used', mutation: { withoutOperands: [1] } },
  { guard: 'pause that the server asked for', mutation: { value: '0' } },
  { guard: 'rejected new token is not refreshed in a loop', mutation: 'remove statement' },
  { guard: 'tokens that are rejected without a replay are not refreshed in a loop', mutation: 'remove statement' },
  { guard: 'outdated read of the storage is ignored', mutation: 'remove statement' },
  { guard: 'longer pause after each failure', mutation: { value: '500' } },
]

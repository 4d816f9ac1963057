import type { PortalPolicy } from '../policy/portal-policy.ts'
import type { LiveState } from './state.ts'

/** What a rule reads and changes: the state, the policy and the instant of the request. Nothing else decides an answer. */
export interface World {
  readonly state: LiveState
  readonly policy: PortalPolicy
  readonly nowMs: number
  /** The instant of issue in this request's access tokens, if a fault makes them older than they are. */
  readonly tokensIssuedAtMs?: number
}

/** The name of a refusal in the policy. */
export type RefusalName = keyof PortalPolicy['refusals']

/** The refusal of a rule; with `retryAfterMs` if waiting helps. */
export interface Refused {
  readonly refused: RefusalName
  readonly retryAfterMs?: number
}

/** Whether a rule refused. */
export function isRefused(outcome: object): outcome is Refused {
  return 'refused' in outcome
}

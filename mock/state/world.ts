import type { PortalPolicy } from '../policy/portal-policy.ts'
import type { LiveState } from './state.ts'

/** What a rule may look at and change: the state, the policy and the instant of the request. Nothing else decides an answer. */
export interface World {
  readonly state: LiveState
  readonly policy: PortalPolicy
  readonly nowMs: number
  /** When the access tokens of this request say they were issued, where a fault makes them older than they are. */
  readonly tokensIssuedAtMs?: number
}

/** The name of a refusal, as the policy lists them. */
export type RefusalName = keyof PortalPolicy['refusals']

/** A rule's refusal. `retryAfterMs` where waiting helps. */
export interface Refused {
  readonly refused: RefusalName
  readonly retryAfterMs?: number
}

/** Whether a rule refused. */
export function isRefused(outcome: object): outcome is Refused {
  return 'refused' in outcome
}

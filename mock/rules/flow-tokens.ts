import { randomToken } from '../base/random.ts'
import type { FlowRecord } from '../state/state.ts'
import type { Refused, World } from '../state/world.ts'

/** Starts a flow for an e-mail, known or unknown, and issues its token. */
export function issueFlowToken({ state, policy, nowMs }: World, email: string, tenantIds: string[]): string {
  const token = randomToken(state.random, 'flow')
  const expiresAtMs = nowMs + policy.flow.lifetimeMs
  state.flows.set(token, { email, tenantIds, issuedAtMs: nowMs, expiresAtMs, usedAtMs: null })
  return token
}

/** The flow of a token. Refused if the token is unknown, expired or used. */
export function findFlow({ state, nowMs }: World, token: string): { flow: FlowRecord } | Refused {
  const flow = state.flows.get(token)
  if (flow === undefined || flow.usedAtMs !== null || flow.expiresAtMs <= nowMs) return { refused: 'flowTokenInvalid' }
  return { flow }
}

/** Ends a flow: a flow token works for one success. */
export function spendFlow({ nowMs }: World, flow: FlowRecord): void {
  flow.usedAtMs = nowMs
}

/** The policy: every answer the documentation leaves open, as a typed option with a default. */
export type { PortalPolicy, PortalPolicyOptions } from './policy/portal-policy.ts'
export type { Refusal } from './policy/refusal.ts'
export { resolvePolicy } from './policy/resolve-policy.ts'

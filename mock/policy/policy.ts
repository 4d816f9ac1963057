/** The policy: every answer the documentation leaves open, as a typed option with a default. */
export type { PortalPolicy, PortalPolicyOptions } from './portal-policy.ts'
export type { Refusal } from './refusal.ts'
export { resolvePolicy } from './resolve-policy.ts'

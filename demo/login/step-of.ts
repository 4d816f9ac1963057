import type { LoginFlowSnapshot } from 'scaikey-portal-auth'

/** The snapshot of a login at one step, with that step's actions. */
export type StepOf<Step extends LoginFlowSnapshot['step']> = Extract<LoginFlowSnapshot, { readonly step: Step }>

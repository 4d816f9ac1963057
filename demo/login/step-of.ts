import type { FlowSnapshot } from 'scaikey-portal-auth'

/** The snapshot of a login at one step, with that step's actions. */
export type StepOf<Step extends FlowSnapshot['step']> = Extract<FlowSnapshot, { readonly step: Step }>

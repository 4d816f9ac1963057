/** Fails unless a login is at the step named; after it, TypeScript knows the members of that step. */
export function expectStep<Outcome extends { readonly step: string }, Step extends Outcome['step']>(
  outcome: Outcome,
  step: Step,
): asserts outcome is Extract<Outcome, { readonly step: Step }> {
  if (outcome.step !== step) throw new Error(`expected the step "${step}"; got "${outcome.step}"`)
}

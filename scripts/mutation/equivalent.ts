/** A change of the code that nobody can observe, so that no test can notice it. */
export interface EquivalentMutant {
  readonly file: string
  /** The changed code, on one line. */
  readonly was: string
  readonly becomes: string
  /** Why nobody can observe it. */
  readonly because: string
}

/** The equivalent mutants, by file and in its order. A mutant that a test could notice does not belong here. */
export const equivalentMutants: readonly EquivalentMutant[] = []

/** What is wrong, one line each; nothing when all is well. */
export type Problems = readonly string[]

/** One thing that must be true of the tarball. */
export interface Check {
  readonly name: string
  run(): Problems | Promise<Problems>
}

/** What `found` has and `expected` has not, and the reverse, in words. */
export function differences(expected: readonly string[], found: readonly string[]): Problems {
  return [
    ...expected.filter((item) => !found.includes(item)).map((item) => `${item} is missing`),
    ...found.filter((item) => !expected.includes(item)).map((item) => `${item} is not expected`),
  ]
}

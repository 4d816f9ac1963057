/** How `npm run codegen` ends, beside 0 for success; 2 is kept for changes that break callers. */
export const exitCodes = {
  drift: 1,
  invalidDocument: 3,
  sourceUnreachable: 4,
  usage: 64,
  internal: 70,
} as const

/** A failure the person at the terminal can mend: its message is one line that says what is wrong and what to do. */
export class CodegenFailure extends Error {
  readonly exitCode: number

  constructor(kind: keyof typeof exitCodes, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CodegenFailure'
    this.exitCode = exitCodes[kind]
  }
}

/** How `npm run codegen` ends. */
export const exitCodes = {
  same: 0,
  drift: 1,
  breaking: 2,
  invalidDocument: 3,
  sourceUnreachable: 4,
  usage: 64,
  internal: 70,
} as const

/** A failure the person at the terminal can mend: its message says what is wrong and what to do. */
export class CodegenFailure extends Error {
  readonly exitCode: number

  constructor(kind: Exclude<keyof typeof exitCodes, 'same'>, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CodegenFailure'
    this.exitCode = exitCodes[kind]
  }
}

/** An error's own words in one line. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.replaceAll(/\s+/g, ' ').trim()
}

/** The exit codes of `npm run codegen`. */
export const exitCodes = {
  /** The files were written or are up to date. */
  same: 0,
  /** `--check` or `--dry-run` found files that differ, or a run that was killed. */
  drift: 1,
  /** Changes break callers and were not accepted; nothing was written. */
  breaking: 2,
  /** The document is not valid, or has no such tag or operation. */
  invalidDocument: 3,
  /** The source cannot be read. */
  sourceUnreachable: 4,
  /** The command line or `codegen.config.json` is not valid. */
  usage: 64,
  /** The command itself failed. */
  internal: 70,
} as const

/**
 * A failure that the user of the command can fix. Its message has the form `<what is wrong>; <what to do>`; the command
 * prints it after `codegen: `.
 */
export class CodegenFailure extends Error {
  /** One of {@link exitCodes}. */
  readonly exitCode: number

  constructor(kind: Exclude<keyof typeof exitCodes, 'same'>, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CodegenFailure'
    this.exitCode = exitCodes[kind]
  }
}

/** Names in a message: `a, b or c`. */
export function oneOfNames(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? 'none') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}

/** An error's message on one line. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.replaceAll(/\s+/g, ' ').trim()
}

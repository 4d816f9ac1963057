import { visible } from './visible.ts'

/** The exit codes of the code generation. */
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
  /** The command line or the configuration is not valid. */
  usage: 64,
  /** The command itself failed, or lacks a package. */
  internal: 70,
} as const

/**
 * A failure that the user of the command can fix. Its message has the form `<what is wrong>; <what to do>` and is one
 * line, also if it quotes several; the command prints it after `codegen: `, and `details` as lines below it.
 */
export class CodegenFailure extends Error {
  /** One of {@link exitCodes}. */
  readonly exitCode: number
  /** More of the same, each on one line. */
  readonly details: readonly string[]

  constructor(
    kind: Exclude<keyof typeof exitCodes, 'same'>,
    message: string,
    { details = [], ...options }: ErrorOptions & { readonly details?: readonly string[] } = {},
  ) {
    super(visible(message), options)
    this.name = 'CodegenFailure'
    this.exitCode = exitCodes[kind]
    this.details = details.map(visible)
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

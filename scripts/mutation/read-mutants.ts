/** The part of Stryker's JSON report that is read here. Lines and columns count from 1. */
export interface MutationReport {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly ReportedMutant[] }>>
}

interface ReportedMutant {
  readonly status: string
  readonly replacement?: string
  readonly location: { readonly start: Position; readonly end: Position }
}

interface Position {
  readonly line: number
  readonly column: number
}

/** A change of the code, and what became of it. */
export interface PlayedMutant {
  readonly file: string
  readonly line: number
  /** The changed code. */
  readonly was: string
  readonly becomes: string
  /** As Stryker calls it: `Killed`, `Timeout`, `Survived`, `NoCoverage`, `Ignored` … */
  readonly status: string
}

/** Reads the mutants of a report, in the order of the files and lines. */
export function readMutants({ files }: MutationReport): readonly PlayedMutant[] {
  return Object.entries(files).flatMap(([file, { source, mutants }]) =>
    mutants.map(({ status, replacement = '', location: { start, end } }) => {
      const was = source.slice(offsetOf(source, start), offsetOf(source, end))
      return { file, line: start.line, was: oneLine(was), becomes: oneLine(replacement), status }
    }),
  )
}

function offsetOf(source: string, { line, column }: Position): number {
  const before = source.split('\n').slice(0, line - 1)
  return before.reduce((sum, text) => sum + text.length + 1, 0) + column - 1
}

function oneLine(code: string): string {
  return code.replace(/\s+/g, ' ').trim()
}

import { compareContracts } from '../compare/compare-contracts.ts'
import { printChangeReport, type ReportFormat } from '../compare/print/report.ts'
import type { Change } from '../compare/rules/change.ts'
import { CodegenFailure } from '../openapi/failure.ts'
import type { JsonObject } from '../openapi/json.ts'
import { parseDocument } from '../openapi/parse-document.ts'

/** What changed for callers between the committed contract and the new one. */
export interface ChangeReport {
  readonly changes: readonly Change[]
  /** The report as text, without a final newline. */
  print(format: ReportFormat): string
}

/**
 * Compares two contracts, given as texts; nothing changed if `before` is undefined. `whole` is the full document that
 * `after` was selected from. Throws `invalidDocument` if `before` cannot be read.
 */
export function reportChanges(
  name: string,
  before: string | undefined,
  after: string,
  whole?: JsonObject,
): ChangeReport {
  const isSame = before === undefined || before === after
  const changes = isSame ? [] : compareContracts(parseCommitted(name, before), JSON.parse(after), whole)
  return {
    changes,
    print: (format) => printChangeReport(changes, format).trimEnd(),
  }
}

function parseCommitted(name: string, text: string): JsonObject {
  try {
    return parseDocument(name, text)
  } catch (cause) {
    throw new CodegenFailure(
      'invalidDocument',
      `the committed ${name} cannot be read, so nothing can be compared with it; restore it, or delete it to start over`,
      { cause },
    )
  }
}

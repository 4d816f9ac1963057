import type { Change } from '../rules/change.ts'
import { differencesIn, type SecondOpinion } from '../second-opinion/second-opinion.ts'
import { printMarkdown } from './markdown.ts'
import { printTerminal } from './terminal.ts'

/** How a report can be printed. */
export const reportFormats = ['terminal', 'markdown', 'json'] as const
/** One of {@link reportFormats}. */
export type ReportFormat = (typeof reportFormats)[number]

/**
 * The report as text, with a final newline. `json` is an array of changes and nothing else; the other two end with where
 * the second opinion differs, if there is one.
 */
export function printReport(changes: readonly Change[], format: ReportFormat, opinion?: SecondOpinion): string {
  const differences = opinion ? differencesIn(changes, opinion) : []
  switch (format) {
    case 'terminal':
      return printTerminal(changes, differences)
    case 'markdown':
      return printMarkdown(changes, differences)
    case 'json':
      return `${JSON.stringify(changes, null, 2)}\n`
  }
}

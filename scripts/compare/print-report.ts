import type { Change } from './change.ts'
import { printMarkdown } from './print-markdown.ts'
import { printTerminal } from './print-terminal.ts'

/** How a report can be printed. */
export const reportFormats = ['terminal', 'markdown', 'json'] as const
/** One of {@link reportFormats}. */
export type ReportFormat = (typeof reportFormats)[number]

/** The report as text, with a final newline. `json` is an array of changes and nothing else. */
export function printReport(changes: readonly Change[], format: ReportFormat): string {
  switch (format) {
    case 'terminal':
      return printTerminal(changes)
    case 'markdown':
      return printMarkdown(changes)
    case 'json':
      return `${JSON.stringify(changes, null, 2)}\n`
  }
}

import type { Change } from '../rules/change.ts'
import { printMarkdown } from './markdown.ts'
import { printTerminal } from './terminal.ts'

/** How a report can be printed. */
export const reportFormats = ['terminal', 'markdown', 'json'] as const
/** One of {@link reportFormats}. */
export type ReportFormat = (typeof reportFormats)[number]

/** The report as text, with a final newline; `json` is an array of changes. */
export function printChangeReport(changes: readonly Change[], format: ReportFormat): string {
  switch (format) {
    case 'terminal':
      return printTerminal(changes)
    case 'markdown':
      return printMarkdown(changes)
    case 'json':
      return `${JSON.stringify(changes, null, 2)}\n`
  }
}

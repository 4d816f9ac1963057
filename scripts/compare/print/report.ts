import { visibleLines } from '../../openapi/visible.ts'
import type { Change } from '../rules/change.ts'
import { printMarkdown } from './markdown.ts'
import { printTerminal } from './terminal.ts'

/** The formats of the change report. */
export const reportFormats = [
  /** Text without colours. */
  'terminal',
  /** A table for each rating, for a pull request. */
  'markdown',
  /** An array of changes, for a program. */
  'json',
] as const
/** One of {@link reportFormats}. */
export type ReportFormat = (typeof reportFormats)[number]

/** The change report as text, with a final newline. */
export function printChangeReport(changes: readonly Change[], format: ReportFormat): string {
  switch (format) {
    case 'terminal':
      return printTerminal(changes)
    case 'markdown':
      return printMarkdown(changes)
    case 'json':
      return `${visibleLines(JSON.stringify(changes, null, 2))}\n`
  }
}

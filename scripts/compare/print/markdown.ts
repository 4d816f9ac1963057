import { cell, codeSpan, inlineProse } from '../../openapi/markdown-text.ts'
import type { Change } from '../rules/change.ts'
import { countChanges, groupChanges, ratings } from './group-changes.ts'

/** The change report for a pull request: a table for each rating, the worst first. */
export function printMarkdown(changes: readonly Change[]): string {
  const sections = ratings.flatMap((rating) => {
    const groups = groupChanges(changes, rating)
    if (groups.length === 0) return []
    const rows = groups.map(({ operations, direction, path, kind, sdk, hint }) =>
      row([
        operations.map(codeSpan).join('<br>'),
        direction,
        codeSpan(path),
        kind,
        sdk.map(codeSpan).join('<br>'),
        inlineProse(hint),
      ]),
    )
    const title = `${rating.charAt(0).toUpperCase()}${rating.slice(1)}`
    return [
      '',
      `## ${title}`,
      '',
      row(['operation', 'direction', 'where', 'kind', 'SDK', 'what to do']),
      '|---|---|---|---|---|---|',
      ...rows,
    ]
  })
  const summary = changes.length > 0 ? countChanges(changes) : 'Nothing'
  return ['# What changed for callers', '', `${summary}.`, ...sections, ''].join('\n')
}

function row(cells: readonly string[]): string {
  return `| ${cells.map(cell).join(' | ')} |`
}

import { type ChangeGroup, groupChanges, ratings } from '../compare/print/group-changes.ts'
import type { Change } from '../compare/rules/change.ts'
import { codeSpan, inlineProse } from '../openapi/markdown-text.ts'
import { visible } from '../openapi/visible.ts'

const head = '# Changelog\n'

/**
 * Adds accepted breaking changes and the reason to a changelog, at the end of "Changed" in its unreleased section. Creates
 * the changelog, the section and the heading if they are missing.
 */
export function addToChangelog(changelog: string | undefined, reason: string, changes: readonly Change[]): string {
  const lines = (changelog ?? head).trimEnd().split('\n')
  const start = startOfUnreleased(lines)
  const end = endOf(lines, start, '## ')
  const heading = lines.findIndex((line, index) => index > start && index < end && /^### Changed\s*$/.test(line))
  const [at, before] = heading < 0 ? [end, ['### Changed', '']] : [endOf(lines, heading, '### ', '## '), []]
  const text = lines.slice(0, at).join('\n').trimEnd()
  const rest = lines.slice(at).join('\n')
  const gap = heading >= 0 && /\n[-*] .*(\n +.*)*$/.test(text) ? '\n' : '\n\n'
  const added = [...before, ...entriesOf(reason, changes)].join('\n')
  return `${text}${gap}${added}\n${rest === '' ? '' : `\n${rest}\n`}`
}

/** The index of the unreleased section's heading; inserts the section above the first one if it is missing. */
function startOfUnreleased(lines: string[]): number {
  const first = lines.findIndex((line) => line.startsWith('## '))
  if (first >= 0 && /unreleased/i.test(lines[first] ?? '')) return first
  const at = first < 0 ? lines.length : first
  lines.splice(at, 0, ...(first < 0 ? ['', '## Unreleased'] : ['## Unreleased', '']))
  return first < 0 ? at + 1 : at
}

function endOf(lines: readonly string[], start: number, ...marks: readonly string[]): number {
  const end = lines.findIndex((line, index) => index > start && marks.some((mark) => line.startsWith(mark)))
  return end < 0 ? lines.length : end
}

function entriesOf(reason: string, changes: readonly Change[]): string[] {
  const groups = ratings.flatMap((rating) => groupChanges(changes, rating))
  return [`- **The contract has changed and breaks callers.** ${oneLine(reason)}`, ...groups.map(entryOf)]
}

function entryOf({ operations, direction, path, kind, rating, hint }: ChangeGroup): string {
  const where = [operations.map(codeSpan).join(', '), direction, codeSpan(path)]
  return `  - ${rating}: ${where.filter((part) => part !== '').join(' ')} ${kind}. ${inlineProse(hint)}`
}

function oneLine(text: string): string {
  return visible(text.replaceAll(/\s+/g, ' ').trim())
}

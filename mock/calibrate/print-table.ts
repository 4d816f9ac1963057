import { isDeepStrictEqual } from 'node:util'
import type { OptionName, Probe } from './probe.ts'
import { optionsByName } from './record-findings.ts'

const maxWidth = 56

const short = (value: unknown): string => {
  const text = JSON.stringify(value)
  return text.length > maxWidth ? `${text.slice(0, maxWidth - 1)}…` : text
}

function columns(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? []
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** A table of the requests, in the order of sending. */
export function printProbes(probes: readonly Probe[]): string {
  return columns(
    probes.map(({ method, path, purpose }, index) => [String(index + 1).padStart(2), method, path, purpose]),
  )
}

/** A table of the findings beside the defaults, and a list of the other options. */
export function printLearned(learned: ReadonlyMap<OptionName, unknown>): string {
  const found: ReadonlyMap<string, unknown> = learned
  const names = [...optionsByName.keys()]
  const rows = names
    .filter((name) => found.has(name))
    .map((name) => {
      const [initial, value] = [optionsByName.get(name)?.initial, found.get(name)]
      return [name, short(initial), isDeepStrictEqual(value, initial) ? 'the same' : short(value)]
    })
  const rest = names.filter((name) => !found.has(name))
  return `${columns([['option', 'default', 'found'], ...rows])}\n\nNot found: ${rest.join(', ')}`
}

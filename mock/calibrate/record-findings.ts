import { policyOptions } from '../policy/defaults.ts'
import type { Option } from '../policy/option.ts'
import { type Echo, findEcho } from './find-echo.ts'
import type { Finding, OptionName } from './probe.ts'

/** Every option of the policy by its place in it. */
export const optionsByName: ReadonlyMap<string, Option<unknown>> = new Map(
  Object.entries(policyOptions).flatMap(([area, options]) =>
    Object.entries<Option<unknown>>(options).map(([name, option]) => [`${area}.${name}`, option] as const),
  ),
)

/** What has been learned so far. */
export interface Findings {
  readonly options: Map<OptionName, unknown>
  readonly notes: string[]
}

/** Keeps what an answer teaches; what the policy cannot or may not hold becomes a note. */
export function recordFindings({ options, notes }: Findings, findings: readonly Finding[], echo: Echo): void {
  for (const finding of findings) {
    const problem = 'note' in finding ? finding.note : problemWith(finding, echo)
    if (problem !== undefined) notes.push(problem)
    if (problem !== undefined || 'note' in finding) continue
    const { option, value } = finding
    const [before, now] = [JSON.stringify(options.get(option)), JSON.stringify(value)]
    if (before !== undefined && before !== now) {
      // A later answer counts: it is the account's, and the earlier one nobody's.
      notes.push(`${option}: answered ${before} first, then ${now}; the mock has one answer, the latter`)
    }
    options.set(option, value)
  }
}

function problemWith({ option, value }: Exclude<Finding, { note: string }>, echo: Echo): string | undefined {
  // It is no answer for others, and may hold a secret.
  if (findEcho(value, echo)) return `${option}: the answer repeats what was sent, and is not kept`
  const flaw = optionsByName.get(option)?.shape(value)
  if (flaw === undefined) return undefined
  return `${option}: the mock cannot answer like this: ${[flaw.path, flaw.problem].filter(Boolean).join(' ')}`
}

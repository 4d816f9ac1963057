import { policyOptions } from '../policy/defaults.ts'
import type { Option } from '../policy/option.ts'
import { type Echo, findEcho } from './find-echo.ts'
import type { Finding, OptionName } from './probe.ts'

/** Every option of the policy, by its path. */
export const optionsByName: ReadonlyMap<string, Option<unknown>> = new Map(
  Object.entries(policyOptions).flatMap(([area, options]) =>
    Object.entries<Option<unknown>>(options).map(([name, option]) => [`${area}.${name}`, option] as const),
  ),
)

/** The findings so far: values of options, and notes on what the policy cannot hold. */
export interface Findings {
  readonly options: Map<OptionName, unknown>
  readonly notes: string[]
}

/** Records the findings of an answer. A value that the policy cannot or must not hold becomes a note. */
export function recordFindings({ options, notes }: Findings, findings: readonly Finding[], echo: Echo): void {
  for (const finding of findings) {
    const problem = 'note' in finding ? finding.note : problemWith(finding, echo)
    if (problem !== undefined) notes.push(problem)
    if (problem !== undefined || 'note' in finding) continue
    const { option, value } = finding
    const [before, now] = [JSON.stringify(options.get(option)), JSON.stringify(value)]
    if (before !== undefined && before !== now) {
      // The later answer wins: it is for the account, the earlier one for an unknown user.
      notes.push(`${option}: answered ${before}, later ${now}; the policy can hold one answer and has the later one`)
    }
    options.set(option, value)
  }
}

function problemWith({ option, value }: Exclude<Finding, { note: string }>, echo: Echo): string | undefined {
  // The answer depends on the request, and may hold a secret.
  if (findEcho(value, echo)) return `${option}: the answer repeats the request and is not kept`
  const flaw = optionsByName.get(option)?.shape(value)
  if (flaw === undefined) return undefined
  return `${option}: the mock cannot answer like this: ${[flaw.path, flaw.problem].filter(Boolean).join(' ')}`
}

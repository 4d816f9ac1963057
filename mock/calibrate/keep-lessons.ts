import { policyOptions } from '../policy/defaults.ts'
import type { Option } from '../policy/option.ts'
import { type Echo, findEcho } from './find-echo.ts'
import type { Lesson, OptionName } from './probe.ts'

/** Every option of the policy by its place in it. */
export const optionsByName: ReadonlyMap<string, Option<unknown>> = new Map(
  Object.entries(policyOptions).flatMap(([area, options]) =>
    Object.entries<Option<unknown>>(options).map(([name, option]) => [`${area}.${name}`, option] as const),
  ),
)

/** What has been learned so far. */
export interface Notebook {
  readonly options: Map<OptionName, unknown>
  readonly notes: string[]
}

/** Keeps what an answer teaches; what the policy cannot or may not hold becomes a note. */
export function keepLessons({ options, notes }: Notebook, lessons: readonly Lesson[], echo: Echo): void {
  for (const lesson of lessons) {
    const problem = 'note' in lesson ? lesson.note : problemWith(lesson, echo)
    if (problem !== undefined) notes.push(problem)
    if (problem !== undefined || 'note' in lesson) continue
    const { option, value } = lesson
    const [before, now] = [JSON.stringify(options.get(option)), JSON.stringify(value)]
    if (before !== undefined && before !== now) {
      // A later answer counts: it is the account's, and the earlier one nobody's.
      notes.push(`${option}: answered ${before} first, then ${now}; the mock has one answer, the latter`)
    }
    options.set(option, value)
  }
}

function problemWith({ option, value }: Exclude<Lesson, { note: string }>, echo: Echo): string | undefined {
  // It is no answer for others, and may hold a secret.
  if (findEcho(value, echo)) return `${option}: the answer repeats what was sent, and is not kept`
  const rule = optionsByName.get(option)
  if (rule?.accepts(value)) return undefined
  return `${option}: found ${JSON.stringify(value)}; the mock has ${rule?.allowed}`
}

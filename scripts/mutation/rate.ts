import type { EquivalentMutant } from './equivalent.ts'
import type { PlayedMutant } from './read-mutants.ts'

/** The share of mutants that tests must notice, in percent: of all, and of those that change what a caller can see. */
const thresholds = { ofAll: 90, withoutEquivalent: 97 }

/** The score of a folder. */
export interface Rating {
  /** What to print: the survivors, then the scores. */
  readonly lines: readonly string[]
  readonly isEnough: boolean
}

/** Rates the mutants of a folder. An entry of `equivalent` excuses one survivor; one that excuses nothing fails. */
export function rate(folder: string, played: readonly PlayedMutant[], equivalent: readonly EquivalentMutant[]): Rating {
  const noticed = played.filter(({ status }) => status === 'Killed' || status === 'Timeout').length
  const alive = played.filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
  const missing = [...alive]
  const needless: string[] = []
  for (const entry of equivalent.filter(({ file }) => file.startsWith(`${folder}/`))) {
    const index = missing.findIndex((mutant) => isOf(entry, mutant))
    if (index >= 0) missing.splice(index, 1)
    // A slow machine takes an equivalent mutant for one that never ends.
    else if (!played.some((mutant) => isOf(entry, mutant) && mutant.status === 'Timeout')) {
      needless.push(`${entry.file}: no equivalent mutant: ${entry.was} -> ${entry.becomes}`)
    }
  }
  const ofAll = percent(noticed, alive.length)
  const withoutEquivalent = percent(noticed, missing.length)
  return {
    lines: [
      ...missing.map(({ file, line, was, becomes, status }) => `${file}:${line} ${status}: ${was} -> ${becomes}`),
      ...needless,
      `${folder}: ${noticed} of ${noticed + alive.length} mutants noticed, ${ofAll} %; ` +
        `${withoutEquivalent} % without the ${alive.length - missing.length} equivalent ones`,
    ],
    isEnough: needless.length === 0 && ofAll >= thresholds.ofAll && withoutEquivalent >= thresholds.withoutEquivalent,
  }
}

function isOf(entry: EquivalentMutant, { file, was, becomes }: PlayedMutant): boolean {
  return entry.file === file && entry.was === was && entry.becomes === becomes
}

/** Rounded down, so that a threshold is never reached by rounding. */
function percent(noticed: number, alive: number): number {
  return noticed + alive === 0 ? 100 : Math.floor((1000 * noticed) / (noticed + alive)) / 10
}

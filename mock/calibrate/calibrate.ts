import { calibrateHelp } from './calibrate-help.ts'
import { type CalibrateOptions, readCalibrateOptions } from './calibrate-options.ts'
import { extendPolicy, readPolicyToExtend, writePolicy } from './policy-file.ts'
import { printLearned, printProbes } from './print-table.ts'
import type { Probe } from './probe.ts'
import { listProbes } from './probes.ts'
import { type Learned, type ProbeRun, runProbes } from './run-probes.ts'

/** The environment of the command. */
export type CalibrateContext = Pick<ProbeRun, 'fetch' | 'clock'> & {
  readonly env: NodeJS.ProcessEnv
  /** Prints lines of text. */
  readonly print: (text: string) => void
}

/**
 * `scaikey-portal-mock calibrate`: learns from a running portal what the documentation leaves open, and writes a policy.
 * Resolves with the exit code. Rejects with a `TypeError` for a wrong argument, before it sends anything.
 */
export async function calibrate(args: readonly string[], context: CalibrateContext): Promise<number> {
  const { env, print } = context
  const options = readCalibrateOptions(args, env)
  if (options === 'help') {
    print(calibrateHelp)
    return 0
  }
  const { account, charges, out, isDryRun } = options
  const probes = listProbes(account, charges)
  if (isDryRun) {
    print(`${printProbes(probes)}\n\nAt most these ${probes.length} requests to ${options.baseUrl}. None was sent.`)
    return 0
  }
  const before = readPolicyToExtend(out)
  const learned = await probePortal(probes, options, context)
  if (learned.options.size > 0) print(`\n${printLearned(learned.options)}`)
  if (learned.notes.length > 0) print(`\nNot in the policy:\n${learned.notes.map((note) => `- ${note}`).join('\n')}`)
  print(`\n${learned.sent} of ${probes.length} requests were sent.`)
  if (learned.options.size > 0) {
    writePolicy(out, extendPolicy(before, learned.options))
    print(`Wrote ${learned.options.size} options to ${out}: scaikey-portal-mock --policy ${out}`)
  }
  if (learned.stopped !== undefined) print(`Stopped early: ${learned.stopped}`)
  return learned.stopped === undefined ? 0 : 1
}

function probePortal(
  probes: readonly Probe[],
  { baseUrl, account, perSecond }: CalibrateOptions,
  { fetch, clock, print }: CalibrateContext,
): Promise<Learned> {
  return runProbes({
    probes,
    baseUrl,
    fetch,
    clock,
    intervalMs: 1000 / perSecond,
    secrets: account === undefined ? [] : [account.password, account.email],
    onDone(index, outcome) {
      const { method, path, purpose } = probes[index] ?? { method: '', path: '', purpose: '' }
      print(`${String(index + 1).padStart(2)}/${probes.length} ${method} ${path}: ${outcome} (${purpose})`)
    },
  })
}

import { CodegenFailure, exitCodes } from '../openapi/failure.ts'
import { visibleLines } from '../openapi/visible.ts'
import { nodeProblem, peerProblem } from './load/peers.ts'
import { readOptions, usageOf } from './options.ts'
import type { CodegenPorts } from './ports.ts'
import { startProgress } from './progress.ts'

/** Runs the command with these arguments and resolves to one of {@link exitCodes}. Rejects only because of a defect. */
export async function runCodegen(args: readonly string[], given: CodegenPorts): Promise<number> {
  // The last guard of a terminal and of a log: no line that quotes a document controls them.
  const print = (to: (line: string) => void) => (lines: string) => to(visibleLines(lines))
  const ports = { ...given, out: print(given.out), err: print(given.err) }
  const progress = startProgress(ports)
  try {
    const options = readOptions(args)
    if (options === undefined) {
      ports.out(usageOf(ports.command))
      return exitCodes.same
    }
    const problem = nodeProblem() ?? peerProblem()
    if (problem !== undefined) throw new CodegenFailure('internal', problem)
    // Loaded only now: it stops without a message if one of those packages is missing.
    const { run } = await import('./run.ts')
    return await run(options, ports, progress.step)
  } catch (error) {
    if (!(error instanceof CodegenFailure)) throw error
    ports.err([`codegen: ${error.message}`, ...error.details].join('\n  '))
    return error.exitCode
  } finally {
    progress.stop()
  }
}

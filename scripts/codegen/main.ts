import module from 'node:module'
import { inspect } from 'node:util'
import { exitCodes } from '../openapi/failure.ts'
import { visibleLines } from '../openapi/visible.ts'
import { runCodegen } from './command.ts'
import type { CommandName } from './ports.ts'

/** Runs the command with the arguments of this process, and sets its exit code. */
export async function main(command: CommandName): Promise<void> {
  // The generators and TypeScript are large; a cache makes the second run load faster. Older versions of Node lack it.
  module.enableCompileCache?.()
  try {
    process.exitCode = await runCodegen(process.argv.slice(2), {
      command,
      cwd: process.cwd(),
      env: process.env,
      stdin: process.stdin,
      out: console.log,
      err: console.error,
      // In a log, progress is noise.
      ...(process.stderr.isTTY && { progress: console.error }),
    })
  } catch (error) {
    console.error(visibleLines(inspect(error)))
    process.exitCode = exitCodes.internal
  }
}

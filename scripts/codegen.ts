// Writes the contract and the generated files from the backend's document: npm run codegen -- --help

import { enableCompileCache } from 'node:module'
import { inspect } from 'node:util'
import { exitCodes } from './openapi/failure.ts'
import { visibleLines } from './openapi/visible.ts'

// The generators and TypeScript are large; a cache makes the second run load faster. Older versions of Node lack it.
enableCompileCache?.()

try {
  const { runCodegen } = await import('./codegen/run.ts')
  process.exitCode = await runCodegen(process.argv.slice(2), {
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

// Writes the contract and the generated files from the backend's document: npm run codegen -- --help

import { inspect } from 'node:util'
import { runCodegen } from './codegen/run.ts'
import { exitCodes } from './openapi/failure.ts'
import { visibleLines } from './openapi/visible.ts'

try {
  process.exitCode = await runCodegen(process.argv.slice(2), {
    cwd: process.cwd(),
    env: process.env,
    stdin: process.stdin,
    out: console.log,
    err: console.error,
  })
} catch (error) {
  console.error(visibleLines(inspect(error)))
  process.exitCode = exitCodes.internal
}

import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { codegenConfig } from './codegen/config.ts'
import { CodegenFailure, exitCodes } from './codegen/failure.ts'
import { loadDocument } from './codegen/load.ts'
import { findStale, replaceFiles } from './codegen/replace.ts'
import { validateDocument } from './codegen/validate.ts'

const usage = `npm run codegen -- [--source FILE] [--out DIR] [--check]

Writes openapi.json and src/generated/ from a whole backend document (default ${codegenConfig.source}).
  --source FILE  another document
  --out DIR      another root than the package
  --check        writes nothing; names each committed file that differs

Exit codes: 0 written or up to date, 1 drift, 3 invalid document, 4 source unreachable, 64 usage, 70 internal failure.`

try {
  process.exitCode = await main()
} catch (error) {
  const failure = error instanceof CodegenFailure ? error : undefined
  console.error(failure ? `codegen: ${failure.message}` : error)
  process.exitCode = failure?.exitCode ?? exitCodes.internal
}

async function main(): Promise<number> {
  const options = readOptions()
  if (options.help) {
    console.log(usage)
    return 0
  }
  const root = options.out ?? codegenConfig.root
  const source = options.source ?? join(codegenConfig.root, codegenConfig.source)
  const document = await loadDocument(source)
  validateDocument(source, document, codegenConfig.tag)
  // Loaded late: the generators take a second, and a wrong source should be told at once.
  const { generate } = await import('./codegen/generate.ts')
  const artefacts = await generate(document, codegenConfig.tag)
  const stale = await findStale(artefacts, root)
  if (!options.check) {
    await replaceFiles(artefacts, root)
    console.log(stale.length > 0 ? `codegen: wrote ${stale.join(', ')}` : 'codegen: nothing changed')
    return 0
  }
  for (const path of stale) console.error(`codegen: ${path} is stale or missing; run \`npm run codegen\``)
  if (stale.length > 0) return exitCodes.drift
  console.log('codegen: up to date')
  return 0
}

function readOptions(): { source?: string; out?: string; check?: boolean; help?: boolean } {
  try {
    return parseArgs({
      options: {
        source: { type: 'string' },
        out: { type: 'string' },
        check: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values
  } catch (cause) {
    throw new CodegenFailure('usage', `${cause instanceof Error ? cause.message : cause} See --help.`, { cause })
  }
}

import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CodegenFailure, reasonOf } from '../../openapi/failure.ts'
import type { JsonObject } from '../../openapi/json.ts'
import { resolveReference } from '../../openapi/references.ts'

/** What Redocly finds against the OpenAPI specification, and where. */
export interface LintProblem {
  readonly pointer: string
  readonly message: string
}

interface LintReport {
  readonly problems: readonly {
    readonly severity: string
    readonly message: string
    readonly location: readonly { readonly pointer?: string }[]
    readonly suggest?: readonly string[]
  }[]
}

/** The errors that Redocly's rules of the specification find, ten at most. It publishes a command line only. */
export async function lintDocument(document: JsonObject, scratch: string): Promise<LintProblem[]> {
  const file = join(scratch, 'source.json')
  await writeFile(file, JSON.stringify(document))
  const report = await runRedocly(['lint', file, '--extends=spec', '--format=json', '--max-problems=10'], scratch)
  return report.problems
    .filter(({ severity }) => severity === 'error')
    .map(({ message, location, suggest }) => ({
      pointer: existing(document, location[0]?.pointer ?? '#/'),
      message: suggest?.[0] === undefined ? message : `${message} Did you mean "${suggest[0]}"?`,
    }))
}

/** Redocly points at what is missing too; the place that is there is the one to look at. */
function existing(document: JsonObject, pointer: string): string {
  const parent = pointer.slice(0, pointer.lastIndexOf('/'))
  return parent === '#' || parent === '' || resolveReference(document, pointer) !== undefined
    ? pointer
    : existing(document, parent)
}

function runRedocly(args: readonly string[], cwd: string): Promise<LintReport> {
  const cli = fileURLToPath(import.meta.resolve('@redocly/cli/bin/cli.js'))
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', NO_COLOR: '1' }
  return new Promise((resolve, reject) => {
    // It exits with 1 where it finds something, so what it prints decides.
    execFile(process.execPath, [cli, ...args], { cwd, env, maxBuffer: 50_000_000 }, (_error, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout))
      } catch (cause) {
        reject(new CodegenFailure('internal', `Redocly does not report: ${reasonOf(stderr || cause)}`, { cause }))
      }
    })
  })
}

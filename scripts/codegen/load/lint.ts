import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CodegenFailure, reasonOf } from '../../openapi/failure.ts'
import type { JsonObject } from '../../openapi/json.ts'
import { mapTexts } from '../../openapi/map-texts.ts'
import { resolveReference } from '../../openapi/references.ts'

/** One violation of the OpenAPI specification, and its place as a JSON pointer. */
export interface LintProblem {
  readonly pointer: string
  readonly message: string
}

const maxProblems = 10
const maxOutputBytes = 50_000_000

interface LintReport {
  readonly problems: readonly {
    readonly severity: string
    readonly message: string
    readonly location: readonly { readonly pointer?: string }[]
    readonly suggest?: readonly string[]
  }[]
}

/** The errors that Redocly's rules for the specification find, at most ten. It runs as a child process, since it publishes no API. */
export async function lintDocument(document: JsonObject, scratch: string): Promise<LintProblem[]> {
  const file = join(scratch, 'source.json')
  // Redocly follows every `$ref`, also in data: to files and to the network.
  const same = (text: string): string => text
  await writeFile(file, JSON.stringify(mapTexts(document, { prose: same, text: same, reference: '$data-ref' })))
  const report = await runRedocly(
    ['lint', file, '--extends=spec', '--format=json', `--max-problems=${maxProblems}`],
    scratch,
  )
  return report.problems
    .filter(({ severity }) => severity === 'error')
    .map(({ message, location, suggest }) => ({
      pointer: existingPointer(document, location[0]?.pointer ?? '#/'),
      message: suggest?.[0] === undefined ? message : `${message} Did you mean "${suggest[0]}"?`,
    }))
}

/** Redocly may point at a missing member; returns its nearest ancestor that exists. */
function existingPointer(document: JsonObject, pointer: string): string {
  const parent = pointer.slice(0, pointer.lastIndexOf('/'))
  return parent === '#' || parent === '' || resolveReference(document, pointer) !== undefined
    ? pointer
    : existingPointer(document, parent)
}

function runRedocly(args: readonly string[], cwd: string): Promise<LintReport> {
  const cli = fileURLToPath(import.meta.resolve('@redocly/cli/bin/cli.js'))
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', NO_COLOR: '1' }
  return new Promise((resolve, reject) => {
    // It exits with 1 if it finds errors, so the output decides.
    execFile(process.execPath, [cli, ...args], { cwd, env, maxBuffer: maxOutputBytes }, (_error, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout))
      } catch (cause) {
        reject(
          new CodegenFailure(
            'internal',
            `Redocly printed no report (${reasonOf(stderr || cause)}); run \`npm ci\` and try again`,
            { cause },
          ),
        )
      }
    })
  })
}

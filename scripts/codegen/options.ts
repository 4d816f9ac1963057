import { parseArgs } from 'node:util'
import { type ReportFormat, reportFormats } from '../compare/print/report.ts'
import { CodegenFailure, reasonOf } from '../openapi/failure.ts'
import type { Selection } from './load/select.ts'

/** What the command line asks for. */
export interface CodegenOptions {
  /** `write` replaces files, `check` and `dry-run` only say what they would find. */
  readonly mode: 'write' | 'check' | 'dry-run'
  readonly source: string | undefined
  /** Undefined where neither a tag nor an operation is named. */
  readonly selection: Selection | undefined
  readonly out: string | undefined
  /** How to print what changed for callers; undefined where it is printed only if something did. */
  readonly report: ReportFormat | undefined
  /** Why changes that break callers may be written. */
  readonly acceptBreaking: string | undefined
}

/** What `--help` prints. */
export const usage = `npm run codegen -- [--source SOURCE] [--tag TAG]... [--operation ID]... [--out DIR]
  [--check | --dry-run] [--report terminal|markdown|json] [--accept-breaking REASON]

Writes openapi.json and all that is generated from it, from the backend's whole document. The defaults are in codegen.config.json.

  --source SOURCE           a file, an http or https URL, or - for standard input; JSON or YAML
  --tag TAG                 keeps the operations with this tag; may be repeated
  --operation ID            keeps the operation with this operationId; may be repeated, and added to tags
  --out DIR                 writes the files side by side into a folder of their own
  --check                   writes nothing and needs no network: names each file that differs
  --dry-run                 writes nothing: says what a run would do
  --report FORMAT           prints what changed for callers: terminal, markdown or json; all else goes to standard error
  --accept-breaking REASON  writes changes that break callers too, and the reason with them into CHANGELOG.md
  --help                    prints this

The bearer token for a URL is the environment variable CODEGEN_BEARER.
Exit codes: 0 written or the same, 1 drift, 2 breaking, 3 invalid document, 4 source unreachable, 64 usage, 70 internal failure.`

/** Reads the command line; undefined where it asks for help. Throws `usage` where it cannot be followed. */
export function readOptions(args: readonly string[]): CodegenOptions | undefined {
  const { help, check, source, out, tag, operation, report, 'dry-run': dryRun, ...rest } = parse(args)
  const { 'accept-breaking': acceptBreaking } = rest
  if (help) return undefined
  if (check && dryRun) throw wrong('--check and --dry-run are two questions: ask one.')
  if (check && acceptBreaking !== undefined) throw wrong('--check writes nothing, so there is nothing to accept.')
  const format = reportFormats.find((each) => each === report)
  if (report !== undefined && !format) throw wrong(`--report takes ${reportFormats.join(', ')}, not "${report}".`)
  const texts = { source: [source], out: [out], tag, operation, 'accept-breaking': [acceptBreaking] }
  for (const [name, values] of Object.entries(texts)) {
    if (values?.some((value) => value?.trim() === '')) throw wrong(`--${name} is empty: give it a value.`)
  }
  return {
    mode: check ? 'check' : dryRun ? 'dry-run' : 'write',
    source,
    out,
    selection: tag || operation ? { tags: tag ?? [], operations: operation ?? [] } : undefined,
    report: format,
    acceptBreaking,
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        source: { type: 'string' },
        tag: { type: 'string', multiple: true },
        operation: { type: 'string', multiple: true },
        out: { type: 'string' },
        check: { type: 'boolean' },
        'dry-run': { type: 'boolean' },
        report: { type: 'string' },
        'accept-breaking': { type: 'string' },
        help: { type: 'boolean' },
      },
    }).values
  } catch (cause) {
    throw wrong(reasonOf(cause), cause)
  }
}

function wrong(message: string, cause?: unknown): CodegenFailure {
  return new CodegenFailure('usage', `${message} See --help.`, { cause })
}

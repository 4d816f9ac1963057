import { parseArgs } from 'node:util'
import { type ReportFormat, reportFormats } from '../compare/print/report.ts'
import { CodegenFailure, oneOfNames, reasonOf } from '../openapi/failure.ts'
import type { Selection } from './load/select.ts'

/** What a run does. */
type CodegenMode =
  /** Replaces the files that differ. */
  | 'write'
  /** Writes nothing; compares the files with the run that wrote them. */
  | 'check'
  /** Writes nothing; lists the files that a run would write. */
  | 'dry-run'

/** The options of the command line. */
export interface CodegenOptions {
  /** Default: `write`. */
  readonly mode: CodegenMode
  /** A file, a URL or `-`; undefined for the source of the configuration or of the lock file. */
  readonly source: string | undefined
  /** Undefined if neither a tag nor an operation is given. */
  readonly selection: Selection | undefined
  /** The folder to write to; undefined for that of the configuration. */
  readonly out: string | undefined
  /** The configuration; undefined for `codegen.config.json` in the current folder, if there is one. */
  readonly config: string | undefined
  /** The format of the change report; undefined to print it for the terminal, and only if something changed. */
  readonly report: ReportFormat | undefined
  /** The reason for accepting breaking changes; undefined to reject them. */
  readonly acceptBreaking: string | undefined
}

/** The text of `--help`, for a command such as `npm run codegen`. */
export function usageOf(command: string): string {
  return `${command.startsWith('npm run') ? `${command} --` : command} [--source SOURCE] [--tag TAG]... [--operation ID]...
  [--out DIR | --config FILE] [--check | --dry-run] [--report terminal|markdown|json] [--accept-breaking REASON]

Writes openapi.json and the generated files from the backend's full document. The defaults are in codegen.config.json.

  --source SOURCE           a file, an http or https URL, or - for standard input; JSON or YAML
  --tag TAG                 keeps the operations with this tag; may be repeated
  --operation ID            keeps the operation with this operationId; may be repeated and combined with --tag
  --out DIR                 writes the files side by side into this folder
  --config FILE             reads the defaults from this file
  --check                   writes nothing, needs no network; lists the files that differ
  --dry-run                 writes nothing; lists the files that a run would write
  --report FORMAT           prints the change report: terminal, markdown or json; other output goes to standard error
  --accept-breaking REASON  writes breaking changes too, and adds them with the reason to CHANGELOG.md
  --help                    prints this help

The environment variable CODEGEN_BEARER is the bearer token for a URL.
Exit codes: 0 written or up to date, 1 drift, 2 breaking, 3 invalid document, 4 source unreachable, 64 usage, 70 internal failure.`
}

/** Parses the command line; undefined for `--help`. Throws `usage` if it is not valid. */
export function readOptions(args: readonly string[]): CodegenOptions | undefined {
  const { help, check, source, out, config, tag, operation, report, 'dry-run': dryRun, ...rest } = parse(args)
  const { 'accept-breaking': acceptBreaking } = rest
  if (help) return undefined
  if (check && dryRun) throw wrong('--check and --dry-run cannot be combined; give one of them')
  if (check && acceptBreaking !== undefined)
    throw wrong('--check and --accept-breaking cannot be combined; --check writes nothing')
  const format = reportFormats.find((each) => each === report)
  if (report !== undefined && !format) throw wrong(`--report must be ${oneOfNames(reportFormats)}; got "${report}"`)
  const texts = { source: [source], out: [out], config: [config], tag, operation, 'accept-breaking': [acceptBreaking] }
  for (const [name, values] of Object.entries(texts)) {
    if (values?.some((value) => value?.trim() === '')) throw wrong(`--${name} is empty; give it a value`)
  }
  return {
    mode: check ? 'check' : dryRun ? 'dry-run' : 'write',
    source,
    out,
    config,
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
        config: { type: 'string' },
        check: { type: 'boolean' },
        'dry-run': { type: 'boolean' },
        report: { type: 'string' },
        'accept-breaking': { type: 'string' },
        help: { type: 'boolean' },
      },
    }).values
  } catch (cause) {
    throw wrong(`${reasonOf(cause)}; see --help`, cause)
  }
}

function wrong(message: string, cause?: unknown): CodegenFailure {
  return new CodegenFailure('usage', message, { cause })
}

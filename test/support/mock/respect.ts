import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import contract from '../../../openapi.json' with { type: 'json' }

/** A request and its response. */
export interface Exchange {
  path: string
  status: number
  contentType: string | null
  body: string
}
/** The findings of Redocly: the number of checks, and each exchange that breaks the contract with the failed check. */
export interface Verdict {
  exchanges: number
  checks: number
  violations: string[]
}

/**
 * Checks exchanges against `openapi.json` with Redocly Respect: status, content type and every field. Respect sends its
 * own requests, so a server replays the recorded responses by number. It rejects fields that a schema does not declare,
 * so the copy of the contract allows the fields that FastAPI adds to an error: `input` and `ctx`.
 */
export async function judgeWithRedocly(exchanges: readonly Exchange[]): Promise<Verdict> {
  const folder = await mkdtemp(join(tmpdir(), 'respect-'))
  const tape = await playBack(exchanges)
  try {
    await writeFile(join(folder, 'openapi.json'), JSON.stringify(withErrorsOpen()))
    await writeFile(join(folder, 'redocly.yaml'), JSON.stringify({ telemetry: 'off' }))
    await writeFile(join(folder, 'journal.arazzo.json'), JSON.stringify(arazzo(exchanges)))
    const cli = fileURLToPath(import.meta.resolve('@redocly/cli/bin/cli.js'))
    const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', NO_COLOR: '1' }
    const server = `portal=http://127.0.0.1:${tape.port}`
    const args = [
      cli,
      'respect',
      'journal.arazzo.json',
      '--server',
      server,
      '--no-secrets-masking',
      '--json-output',
      'out.json',
    ]
    // Exit code 1 means findings; the file lists them.
    await promisify(execFile)(process.execPath, args, { cwd: folder, env, maxBuffer: 2 ** 28 }).catch(() => {})
    return verdictOf(JSON.parse(await readFile(join(folder, 'out.json'), 'utf8')))
  } finally {
    tape.server.close()
    await rm(folder, { recursive: true })
  }
}

const numberHeader = 'x-exchange'

async function playBack(exchanges: readonly Exchange[]): Promise<{ server: Server; port: number }> {
  const server = createServer((incoming, outgoing) => {
    const { status, contentType, body } = exchanges[Number(incoming.headers[numberHeader])] ?? {}
    outgoing.writeHead(status ?? 404, contentType ? { 'content-type': contentType } : {})
    outgoing.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return { server, port: typeof address === 'object' && address !== null ? address.port : 0 }
}

function withErrorsOpen(): unknown {
  const { schemas } = contract.components
  const ValidationError = { ...schemas.ValidationError, additionalProperties: true }
  return { ...contract, components: { schemas: { ...schemas, ValidationError } } }
}

/** One workflow per exchange, so that a failure does not stop the others. */
function arazzo(exchanges: readonly Exchange[]): unknown {
  const pointer = (path: string): string => `#/paths/${path.replaceAll('/', '~1')}/post`
  return {
    arazzo: '1.0.1',
    info: { title: 'The journal of a run', version: '1' },
    sourceDescriptions: [{ name: 'portal', url: './openapi.json', type: 'openapi' }],
    workflows: exchanges.map(({ path, status }, i) => ({
      workflowId: `${i}-${path.split('/').at(-1)}-${status}`,
      steps: [
        {
          stepId: `exchange-${i}`,
          operationPath: `{$sourceDescriptions.portal.url}${pointer(path)}`,
          parameters: [{ in: 'header', name: numberHeader, value: String(i) }],
        },
      ],
    })),
  }
}

interface Check {
  name: string
  status: string
  message: string
}
interface Output {
  files: Record<
    string,
    { totalRequests: number; executedWorkflows: { workflowId: string; executedSteps: { checks: Check[] }[] }[] }
  >
}

function verdictOf({ files }: Output): Verdict {
  const [file] = Object.values(files)
  const checks = (file?.executedWorkflows ?? []).flatMap(({ workflowId, executedSteps }) =>
    executedSteps.flatMap((step) => step.checks.map((check) => ({ ...check, workflowId }))),
  )
  const failed = checks.filter(({ status }) => status !== 'success')
  return {
    exchanges: file?.totalRequests ?? 0,
    checks: checks.length,
    violations: failed.map(
      ({ workflowId, name, message }) => `${workflowId}: ${name}: ${message.trim().split('\n')[0]}`,
    ),
  }
}

import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { JsonObject } from '../../openapi/json.ts'
import { readMajors, type SecondOpinion } from './second-opinion.ts'

const run = promisify(execFile)

/**
 * Asks Redocly's diff, which is experimental, what it makes of two contracts. Its failure is an answer too: a second
 * opinion must not stop a run.
 */
export async function askRedocly(before: JsonObject, after: JsonObject): Promise<SecondOpinion> {
  // A folder of its own: a redocly.yaml that lies about would turn its rules off.
  const scratch = await mkdtemp(join(tmpdir(), 'scaikey-compare-'))
  const at = (name: string): string => join(scratch, name)
  try {
    await writeFile(at('base.json'), JSON.stringify(before))
    await writeFile(at('revision.json'), JSON.stringify(after))
    const cli = fileURLToPath(import.meta.resolve('@redocly/cli/bin/cli.js'))
    const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', NO_COLOR: '1' }
    const files = ['base.json', 'revision.json', '--output', 'diff.json']
    await run(process.execPath, [cli, 'diff', ...files, '--format', 'json', '--fail-on', 'none'], { cwd: scratch, env })
    return { majors: readMajors(JSON.parse(await readFile(at('diff.json'), 'utf8'))) }
  } catch (cause) {
    const stderr = cause instanceof Error && 'stderr' in cause ? String(cause.stderr) : ''
    return { failure: (stderr || String(cause)).replaceAll(/\s+/g, ' ').trim() }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { CodegenFailure } from './failure.ts'
import { type JsonObject, memberOf, objectIn } from './json.ts'

const run = promisify(execFile)

/**
 * Keeps the operations with a tag, what they refer to, and nothing else. Redocly publishes a command line only, so it
 * runs on copies in the scratch folder.
 */
export async function filterByTag(document: JsonObject, tag: string, scratch: string): Promise<JsonObject> {
  const source = join(scratch, 'source.json')
  const config = join(scratch, 'redocly.yaml')
  const filtered = join(scratch, 'filtered.json')
  await writeFile(source, JSON.stringify(document))
  // `applyTo` drops operations without any tag too, which the decorator keeps otherwise.
  const filterIn = { property: 'tags', value: [tag], applyTo: 'Operation' }
  // JSON is YAML.
  await writeFile(config, JSON.stringify({ telemetry: 'off', decorators: { 'filter-in': filterIn } }))
  await runRedocly(['bundle', source, '--config', config, '--remove-unused-components', '--output', filtered], scratch)
  return dropLeftovers(JSON.parse(await readFile(filtered, 'utf8')), tag)
}

/** Redocly leaves an emptied `webhooks` behind, and the descriptions of tags whose operations are gone. */
function dropLeftovers(document: JsonObject, tag: string): JsonObject {
  const webhooks = objectIn(document, 'webhooks')
  const tags = memberOf(document, 'tags')
  const kept = Array.isArray(tags) ? tags.filter((entry) => memberOf(entry, 'name') === tag) : []
  const isLeft = { webhooks: Object.keys(webhooks).length > 0, tags: kept.length > 0 }
  return Object.fromEntries(
    Object.entries({ ...document, tags: kept }).filter(([key]) => memberOf(isLeft, key) !== false),
  )
}

async function runRedocly(args: readonly string[], cwd: string): Promise<void> {
  const cli = fileURLToPath(import.meta.resolve('@redocly/cli/bin/cli.js'))
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', NO_COLOR: '1' }
  try {
    await run(process.execPath, [cli, ...args], { cwd, env })
  } catch (cause) {
    const output = cause instanceof Error && 'stderr' in cause ? String(cause.stderr) : String(cause)
    const reason = output.replaceAll(/\s+/g, ' ').trim()
    throw new CodegenFailure('invalidDocument', `Redocly refuses the document: ${reason}`, { cause })
  }
}

// Generates code from real documents: npm run bench -- documents --documents DIR
// Prints a row for each: what came of it, its processor time and its
// largest memory, both of the process itself. The documents are in documents.ts.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { documents } from './documents.ts'

const script = fileURLToPath(new URL('../../scripts/codegen.ts', import.meta.url))
const printUsage =
  'data:text/javascript,process.on("exit",()=>console.error("usage "+JSON.stringify(process.resourceUsage())))'
const { values } = parseArgs({ options: { documents: { type: 'string' } }, strict: false })
const folder = String(values.documents ?? '.')
const scratch = mkdtempSync(join(tmpdir(), 'codegen-bench-'))

console.log('| document | made by | selected | outcome | time | memory |\n|---|---|---|---|--:|--:|')
for (const { file, madeBy, tag } of documents) {
  const source = join(folder, file)
  if (existsSync(source)) console.log(`| ${[file, madeBy, tag, ...generate(source, tag)].join(' | ')} |`)
  else console.error(`no ${source}; give the folder of the documents with --documents`)
}
rmSync(scratch, { recursive: true })

function generate(source: string, tag: string): readonly string[] {
  const out = mkdtempSync(join(scratch, 'out-'))
  const args = ['--import', printUsage, script, '--source', source, '--tag', tag, '--out', out]
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  const usage = JSON.parse(/^usage (.*)$/m.exec(stderr)?.[1] ?? '{}')
  const seconds = (usage.userCPUTime + usage.systemCPUTime) / 1_000_000
  const megabytes = usage.maxRSS / 1024
  const [, reason = ''] = /^codegen: (?!note:)(.*)$/m.exec(stderr) ?? []
  const outcome = status === 0 ? 'generated' : `exit ${status}: ${reason.replaceAll('|', '\\|')}`
  return [outcome, `${seconds.toFixed(1)} s`, `${megabytes.toFixed(0)} MB`]
}

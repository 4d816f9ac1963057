import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What a command took, with the processes that it started. */
export interface Usage {
  /** Milliseconds of processor time, which does not grow while another process runs. */
  readonly ms: number
  /** The most memory that one of the processes held. */
  readonly megabytes: number
}

const hook = new URL('report-usage.mjs', import.meta.url)

/** Runs a Node script of a checkout and measures it. Throws if it fails. */
export function measureRun(checkout: string, args: readonly string[]): Usage {
  const folder = mkdtempSync(join(tmpdir(), 'bench-usage-'))
  const file = join(folder, 'usage.jsonl')
  try {
    const env = { ...process.env, NODE_OPTIONS: `--import=${hook.href} --max-old-space-size=4096`, BENCH_USAGE: file }
    const { status, stderr } = spawnSync(process.execPath, [...args], { cwd: checkout, env, encoding: 'utf8' })
    if (status !== 0) throw new Error(`${args.join(' ')} in ${checkout} exits with ${status}: ${stderr}`)
    const lines = readFileSync(file, 'utf8').trim().split('\n')
    const usages = lines.map((line): Usage => JSON.parse(line))
    return {
      ms: usages.reduce((sum, { ms }) => sum + ms, 0),
      megabytes: Math.max(...usages.map(({ megabytes }) => megabytes)),
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

import { execFile } from 'node:child_process'

/** How a command ended. `output` is what it printed to both streams, or why it could not start. */
export interface CommandResult {
  readonly failed: boolean
  /** Its exit code; undefined if it did not exit by itself. */
  readonly code: number | undefined
  readonly stdout: string
  readonly output: string
}

/** Runs a command to its end, without a shell. Never rejects. */
export function runCommand(file: string, args: readonly string[], cwd: string): Promise<CommandResult> {
  const options = { cwd, encoding: 'utf8', timeout: 120_000, maxBuffer: 2 ** 26 } as const
  return new Promise((resolve) => {
    const child = execFile(file, args, options, (error, stdout, stderr) => {
      const said = `${stdout}${stderr}`.trim()
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : undefined
      resolve({ failed: error !== null, code, stdout, output: said === '' && error ? error.message : said })
    })
    child.stdin?.end()
  })
}

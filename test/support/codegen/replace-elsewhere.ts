import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/**
 * Replaces files in a separate process, which is killed before its `killAt`th call that changes a file; NaN lets it finish.
 * Resolves to the signal that killed it, or to the number of such calls.
 */
export function replaceElsewhere(root: string, files: Record<string, string>, killAt: number): Promise<string> {
  const script = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
  const pairs = Object.entries(files).map(([path, text]) => `${path}=${text}`)
  const args = ['--import', script('kill-at.ts'), script('replace-once.ts'), root, ...pairs]
  const env = { ...process.env, KILL_UNDER: root, KILL_AT: String(killAt) }
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env }, (error, stdout) => resolve(error?.signal ?? stdout.trim()))
  })
}

import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'

/** The worker script of an installed MSW. */
export interface WorkerScript {
  readonly file: string
  /** The version of MSW. */
  readonly version: string
}

/** Finds the script of the MSW that is installed for one of these files, the first one first; `undefined` without MSW. */
export function findWorkerScript(from: readonly string[]): WorkerScript | undefined {
  for (const each of from) {
    const { resolve } = createRequire(each)
    try {
      const { version } = JSON.parse(readFileSync(resolve('msw/package.json'), 'utf8'))
      return { file: resolve('msw/mockServiceWorker.js'), version: String(version) }
    } catch {
      // The next one may have it.
    }
  }
  return undefined
}

/** Puts a script at a path, whose folders are made. A file that is there is replaced only if it is a script of MSW. */
export function placeScript({ file }: WorkerScript, target: string): 'kept' | 'written' | 'replaced' | 'foreign' {
  if (existsSync(target)) {
    const present = readFileSync(target, 'utf8')
    if (present === readFileSync(file, 'utf8')) return 'kept'
    if (!present.includes('INTEGRITY_CHECKSUM')) return 'foreign'
    copyFileSync(file, target)
    return 'replaced'
  }
  mkdirSync(dirname(target), { recursive: true })
  copyFileSync(file, target)
  return 'written'
}

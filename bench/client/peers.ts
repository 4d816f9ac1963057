import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Where the other packages are installed. They have a lockfile of their own, so that `npm ci` does not install them. */
export const peersFolder: string = at('../../node_modules/.cache/bench-peers')

/** Installs the other packages if their lockfile has changed. Throws if the registry is not reachable. */
export function installPeers(): void {
  const lockfiles = [at('../peers/package-lock.json'), join(peersFolder, 'package-lock.json')]
  const [wanted, installed] = lockfiles.map((path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined))
  if (installed === wanted && existsSync(join(peersFolder, 'node_modules'))) return
  mkdirSync(peersFolder, { recursive: true })
  for (const file of ['package.json', 'package-lock.json'])
    copyFileSync(at(`../peers/${file}`), join(peersFolder, file))
  const flags = ['--omit=optional', '--omit=peer', '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund']
  execFileSync('npm', ['ci', ...flags, '--loglevel=error'], { cwd: peersFolder, stdio: 'inherit' })
}

/** The version of an installed package. */
export function versionOf(name: string, folder: string = peersFolder): string {
  const { version } = JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8'))
  return String(version)
}

import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Json, memberOf } from '../../openapi/json.ts'

/**
 * The packages that the command needs and that are not installed with this one, and the oldest version of each that will
 * do: `5.5` is 5.5 or a later 5, `0.99` is 0.99 only.
 */
export const peers: Readonly<Record<string, `${number}.${number}`>> = {
  '@hey-api/openapi-ts': '0.99',
  '@redocly/openapi-core': '1.34',
  'openapi-typescript': '7.13',
  typescript: '5.5',
  yaml: '2.0',
  zod: '4.0',
}

/** The oldest Node that hey-api runs on. */
const oldestNode = '22.18'

/** Says that a version of Node is too old; undefined if it is not. */
export function nodeProblem(version: string = process.versions.node): string | undefined {
  if (isLater(version, oldestNode)) return undefined
  return `Node ${version} is too old; run this command with Node ${oldestNode} or later`
}

/** What is wrong with the installed packages, and the command that mends it; undefined if nothing is. */
export function peerProblem(versionOf: (name: string) => string | undefined = installedVersion): string | undefined {
  const wrong = Object.entries(peers)
    .map(([name, oldest]) => ({ name, oldest, found: versionOf(name) }))
    .filter(({ oldest, found }) => found === undefined || !isSupported(found, oldest))
  if (wrong.length === 0) return undefined
  const reasons = wrong.map(({ name, oldest, found }) =>
    found === undefined ? `${name} is missing` : `${name} is ${found}, not ${rangeOf(oldest)}`,
  )
  const packages = wrong.map(({ name, oldest }) => `${name}@${lineOf(oldest)}`)
  return `${reasons.join(', ')}; run npm install --save-dev ${packages.join(' ')}`
}

/** The version of a package as this package finds it; undefined if it is not installed. */
export function installedVersion(name: string): string | undefined {
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? []
  const file = folders.map((folder) => join(folder, name, 'package.json')).find((path) => existsSync(path))
  if (file === undefined) return undefined
  const manifest: Json = JSON.parse(readFileSync(file, 'utf8'))
  return String(memberOf(manifest, 'version'))
}

function isSupported(found: string, oldest: string): boolean {
  return found.startsWith(`${lineOf(oldest)}.`) && isLater(found, oldest)
}

/** Whether a version is the same or a later one, by its first two numbers. */
function isLater(found: string, oldest: string): boolean {
  const [major = 0, minor = 0] = found.split('.').map(Number)
  const [oldestMajor = 0, oldestMinor = 0] = oldest.split('.').map(Number)
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)
}

function rangeOf(oldest: string): string {
  return oldest.startsWith('0.') ? oldest : `${oldest} or a later ${lineOf(oldest)}`
}

/** What npm resolves to the newest of the versions that will do. */
function lineOf(oldest: string): string {
  return oldest.startsWith('0.') ? oldest : oldest.replace(/\..*$/, '')
}

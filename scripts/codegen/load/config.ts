import { readFile } from 'node:fs/promises'
import { posix } from 'node:path'
import { CodegenFailure, oneOfNames, reasonOf } from '../../openapi/failure.ts'
import type { Selection } from './select.ts'

/** The paths of the generated files and of the changelog, relative to the root; false for a file that is not written. */
export interface Layout {
  readonly contract: string
  readonly types: string
  readonly schemas: string
  readonly operations: string
  readonly msw: string | false
  readonly contractPage: string | false
  readonly lock: string
  readonly changelog: string
}

/** The paths side by side in a folder. */
export const folderLayout = {
  contract: 'openapi.json',
  types: 'types.ts',
  schemas: 'schemas.ts',
  operations: 'operations.ts',
  msw: 'msw.ts',
  contractPage: 'contract.md',
  lock: 'openapi.lock.json',
  changelog: 'CHANGELOG.md',
} as const satisfies Layout

const optionalFiles = ['msw', 'contractPage']

/** The content of a configuration: what is generated from where, and into which files. */
export interface CodegenConfig extends Selection {
  /** A file, relative to the configuration, or an http or https URL. */
  readonly source: string
  /** The root, relative to the configuration. */
  readonly out: string
  readonly layout: Layout
}

const settings = ['source', 'tags', 'operations', 'out', 'files']

/**
 * Reads a configuration, by default `codegen.config.json` in a folder; undefined if it does not exist. Rejects with `usage` if
 * it cannot be read or is not valid.
 */
export async function readConfig(file: string): Promise<CodegenConfig | undefined> {
  const config = await parseConfig(file)
  if (config === undefined) return undefined
  const wrong = (what: string): CodegenFailure => new CodegenFailure('usage', `${posix.basename(file)} ${what}`)
  const { source, tags = [], operations = [], out, files } = config
  const unknown = Object.keys(config).find((name) => !settings.includes(name))
  if (unknown !== undefined) throw wrong(`has the unknown setting "${unknown}"; expected ${oneOfNames(settings)}`)
  if (!isName(source)) throw wrong('has no source; set "source" to a file or a URL')
  if (!isNames(tags) || !isNames(operations) || tags.length + operations.length === 0) {
    throw wrong('selects nothing; set "tags" or "operations" to a list with at least one name')
  }
  if (out === undefined && files === undefined) throw wrong('names no folder; set "out" to one, or give --out')
  if (out !== undefined && !isName(out)) throw wrong('has an "out" that is not a folder; set it to one')
  return { source, tags, operations, out: out ?? '.', layout: readLayout(files ?? {}, wrong) }
}

function readLayout(files: unknown, wrong: (what: string) => CodegenFailure): Layout {
  if (typeof files !== 'object' || files === null)
    throw wrong('has "files" that is not an object; set it to paths by name')
  for (const [name, path] of Object.entries(files)) {
    if (!Object.hasOwn(folderLayout, name)) {
      throw wrong(`has the unknown file "${name}"; expected ${oneOfNames(Object.keys(folderLayout))}`)
    }
    if (path === false && optionalFiles.includes(name)) continue
    if (!isName(path) || !isInside(path)) throw wrong(`has no path for "${name}"; set it to a path below "out", with /`)
  }
  const layout: Layout = { ...folderLayout, ...files }
  const paths = Object.values(layout).filter((path) => path !== false)
  const twice = paths.find((path, index) => paths.indexOf(path) !== index)
  if (twice !== undefined) throw wrong(`writes two files to ${twice}; give each a path of its own`)
  return layout
}

async function parseConfig(file: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    return { ...JSON.parse(await readFile(file, 'utf8')) }
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw new CodegenFailure('usage', `${posix.basename(file)} cannot be read (${reasonOf(cause)}); correct the file`)
  }
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== ''
}

function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isName)
}

/** Whether a path is written as every machine reads it, and stays below the root. */
function isInside(path: string): boolean {
  return /^[^\\:\p{Cc}]+$/u.test(path) && posix.normalize(path) === path && !/^(\/|\.\.(\/|$))|\/$/.test(path)
}

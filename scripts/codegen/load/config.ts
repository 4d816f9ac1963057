import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CodegenFailure, reasonOf } from '../../openapi/failure.ts'
import type { Selection } from './select.ts'

/** The folder of the package. */
export const packageRoot: string = fileURLToPath(new URL('../../../', import.meta.url))

/** What `codegen.config.json` says: what `npm run codegen` reads and keeps when nothing else is asked for. */
export interface CodegenConfig extends Selection {
  /** A file, relative to the package, or a URL. */
  readonly source: string
}

/** Where the generated files are, relative to the root. */
export interface Layout {
  readonly contract: string
  readonly types: string
  readonly schemas: string
  readonly operations: string
  readonly reference: string
  readonly lock: string
  readonly changelog: string
}

/** The files of this package. */
export const packageLayout: Layout = {
  contract: 'openapi.json',
  types: 'src/generated/types.ts',
  schemas: 'src/generated/schemas.ts',
  operations: 'src/generated/operations.ts',
  reference: 'docs/contract.md',
  lock: 'openapi.lock.json',
  changelog: 'CHANGELOG.md',
}

/** The files of a folder given with `--out`: side by side. */
export const folderLayout: Layout = {
  contract: 'openapi.json',
  types: 'types.ts',
  schemas: 'schemas.ts',
  operations: 'operations.ts',
  reference: 'contract.md',
  lock: 'openapi.lock.json',
  changelog: 'CHANGELOG.md',
}

/** The first line of every generated source file. */
export const generatedHeader = '// Generated from openapi.json by `npm run codegen`; do not edit.'

const configFile = join(packageRoot, 'codegen.config.json')

/** Reads `codegen.config.json`. Rejects with `usage` where it is not what it must be. */
export async function readConfig(file: string = configFile): Promise<CodegenConfig> {
  const config = await parseConfig(file)
  const { source, tags = [], operations = [], ...unknown } = config
  const [unknownKey] = Object.keys(unknown)
  if (unknownKey !== undefined) throw wrong(`has "${unknownKey}", which is no setting`)
  if (typeof source !== 'string' || source === '') throw wrong('needs a "source": a file or a URL')
  if (!isNames(tags) || !isNames(operations) || tags.length + operations.length === 0) {
    throw wrong('needs "tags" or "operations": lists of names, and at least one name')
  }
  return { source, tags, operations }
}

async function parseConfig(file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return { ...JSON.parse(await readFile(file, 'utf8')) }
  } catch (cause) {
    throw wrong(`cannot be read (${reasonOf(cause)})`)
  }
}

function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string' && name !== '')
}

function wrong(what: string): CodegenFailure {
  return new CodegenFailure('usage', `codegen.config.json ${what}.`)
}

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CodegenFailure, reasonOf } from '../../openapi/failure.ts'
import type { Selection } from './select.ts'

/** The folder of the package. */
export const packageRoot: string = fileURLToPath(new URL('../../../', import.meta.url))

/** The content of `codegen.config.json`: the default source and selection of `npm run codegen`. */
export interface CodegenConfig extends Selection {
  /** A file, relative to the package, or an http or https URL. */
  readonly source: string
}

/** The paths of the generated files and of the changelog, relative to the root. */
export interface Layout {
  readonly contract: string
  readonly types: string
  readonly schemas: string
  readonly operations: string
  readonly contractPage: string
  readonly lock: string
  readonly changelog: string
}

/** The paths in this package. */
export const packageLayout: Layout = {
  contract: 'openapi.json',
  types: 'src/generated/types.ts',
  schemas: 'src/generated/schemas.ts',
  operations: 'src/generated/operations.ts',
  contractPage: 'docs/contract.md',
  lock: 'openapi.lock.json',
  changelog: 'CHANGELOG.md',
}

/** The paths in a folder given with `--out`: side by side. */
export const folderLayout: Layout = {
  contract: 'openapi.json',
  types: 'types.ts',
  schemas: 'schemas.ts',
  operations: 'operations.ts',
  contractPage: 'contract.md',
  lock: 'openapi.lock.json',
  changelog: 'CHANGELOG.md',
}

/** The first line of every generated source file. */
export const generatedHeader = '// Generated from openapi.json by `npm run codegen`; do not edit.'

const configFile = join(packageRoot, 'codegen.config.json')

/** Reads `codegen.config.json`. Rejects with `usage` if it cannot be read or is not valid. */
export async function readConfig(file: string = configFile): Promise<CodegenConfig> {
  const config = await parseConfig(file)
  const { source, tags = [], operations = [], ...unknown } = config
  const [unknownKey] = Object.keys(unknown)
  if (unknownKey !== undefined)
    throw wrong(`has the unknown setting "${unknownKey}"; expected source, tags or operations`)
  if (typeof source !== 'string' || source === '') throw wrong('has no source; set "source" to a file or a URL')
  if (!isNames(tags) || !isNames(operations) || tags.length + operations.length === 0) {
    throw wrong('selects nothing; set "tags" or "operations" to a list with at least one name')
  }
  return { source, tags, operations }
}

async function parseConfig(file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return { ...JSON.parse(await readFile(file, 'utf8')) }
  } catch (cause) {
    throw wrong(`cannot be read (${reasonOf(cause)}); correct the file`)
  }
}

function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string' && name !== '')
}

function wrong(what: string): CodegenFailure {
  return new CodegenFailure('usage', `codegen.config.json ${what}`)
}

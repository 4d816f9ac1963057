import { join } from 'node:path'

/** What the checks read of `package.json`. */
export interface Manifest {
  readonly name: string
  readonly exports: Readonly<Record<string, string | Readonly<Record<Format, Target>>>>
  readonly devDependencies: Readonly<Record<string, string>>
}

/** How an entry is loaded: `import` as ESM, `require` as CJS. */
export type Format = 'import' | 'require'

/** The declarations and the code of an entry in one format, from the root of the package. */
interface Target {
  readonly types: string
  readonly default: string
}

/** An entry point with code behind it. */
export type Entry = { readonly specifier: string; readonly subpath: string } & Readonly<Record<Format, Target>>

/** Both ways to load an entry. */
export const formats: readonly Format[] = ['import', 'require']

/** The entry points of a package, except plain files such as `./openapi.json`. */
export function entriesOf({ name, exports }: Manifest): readonly Entry[] {
  return Object.entries(exports).flatMap(([subpath, targets]) =>
    typeof targets === 'string' ? [] : { specifier: `${name}${subpath.slice(1)}`, subpath, ...targets },
  )
}

/** Where the declarations of an entry lie in a package at `root`. */
export function declarationOf(root: string, entry: Entry, format: Format): string {
  return join(root, entry[format].types)
}

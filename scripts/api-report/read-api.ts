import ts from 'typescript'
import { declarationOf, type Entry } from '../check-package/entries.ts'
import { findUndocumentedMembers, isDocumented } from './doc-comments.ts'
import { printDeclarations } from './print-declarations.ts'
import { followAlias, typesIn } from './symbols.ts'

/** What the package exports, and what its types are made of. */
export interface Api {
  readonly entries: readonly ApiEntry[]
  /** Types that an exported type is made of and that no entry exports, by their names. */
  readonly hidden: readonly { readonly name: string; readonly text: string }[]
}

/** An entry point and its exports, by their names. */
export interface ApiEntry {
  readonly specifier: string
  readonly exports: readonly ApiExport[]
}

/** An exported name. */
interface ApiExport {
  readonly name: string
  /** Its declarations without comments. */
  readonly text: string
  /** The entry above that exports the same thing, where there is one. */
  readonly sameAs: string | undefined
  readonly isDocumented: boolean
  /** Its members without a doc comment; empty where they are listed for an entry above. */
  readonly undocumentedMembers: readonly string[]
}

/** Reads the built declarations of the entries. Throws where they are missing. */
export function readApi(root: string, entries: readonly Entry[]): Api {
  const files = entries.map((entry) => declarationOf(root, entry, 'import'))
  const program = ts.createProgram(files, {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: [],
  })
  const checker = program.getTypeChecker()
  const exporters = new Map<ts.Symbol, string>()

  function readExport(alias: ts.Symbol, specifier: string): ApiExport {
    const symbol = followAlias(alias, checker)
    const sameAs = exporters.get(symbol)
    exporters.set(symbol, sameAs ?? specifier)
    return {
      name: alias.name,
      text: printDeclarations(symbol, alias.name),
      sameAs,
      isDocumented: isDocumented(symbol, checker),
      undocumentedMembers: sameAs === undefined ? findUndocumentedMembers(symbol, checker) : [],
    }
  }

  const read = entries.map(({ specifier }, index): ApiEntry => {
    const source = program.getSourceFile(files[index] ?? '')
    const module = source && checker.getSymbolAtLocation(source)
    if (module === undefined) throw new Error(`${specifier} has no declarations; run npm run build`)
    const exported = checker.getExportsOfModule(module).toSorted(byName)
    return { specifier, exports: exported.map((alias) => readExport(alias, specifier)) }
  })
  return { entries: read, hidden: readHidden(new Set(exporters.keys()), checker) }
}

function readHidden(exported: ReadonlySet<ts.Symbol>, checker: ts.TypeChecker): Api['hidden'] {
  const reached = new Set(exported)
  // A set that grows while it is read: each type is visited once.
  for (const symbol of reached) {
    for (const type of typesIn(symbol, checker)) reached.add(type)
  }
  return [...reached]
    .filter((symbol) => !exported.has(symbol))
    .toSorted(byName)
    .map((symbol) => ({ name: symbol.name, text: printDeclarations(symbol, symbol.name) }))
}

const byName = (a: ts.Symbol, b: ts.Symbol): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import ts from 'typescript'
import { bundleEntry } from './bundle-entry.ts'
import { type Check, differences } from './check.ts'
import { declarationOf, type Entry, type Format, formats } from './entries.ts'
import type { InstalledPackage } from './install.ts'
import { runCommand } from './run-command.ts'

/** MSW's `./browser` has no target under Node's conditions, so Node cannot load what stands on it. */
const forBrowsersOnly = './mock/browser'

/** Each entry loads as ESM and as CJS, and gives the values that its declarations promise. */
export function checkExports(installed: InstalledPackage, program: ts.Program): Check[] {
  return installed.entries.flatMap((entry) =>
    formats.map((format) => {
      const bundled = entry.subpath === forBrowsersOnly
      return {
        name: `exports: ${format} ${entry.specifier}${bundled ? ' (bundled for a browser: msw/browser refuses Node)' : ''}`,
        async run() {
          const target = bundled ? await bundleForBrowser(installed, entry, format) : entry.specifier
          const { failed, stdout, output } = await runCommand(
            process.execPath,
            loading(target, format),
            installed.project,
          )
          if (failed) return [output]
          const found: string[] = JSON.parse(stdout)
          return differences(declaredValues(program, declarationOf(installed.root, entry, format)), found)
        },
      }
    }),
  )
}

/** The names an entry's declarations export as values, not as types alone. */
function declaredValues(program: ts.Program, file: string): string[] {
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(file)
  const symbol = source && checker.getSymbolAtLocation(source)
  if (symbol === undefined) return []
  const isValue = (exported: ts.Symbol): boolean => {
    if (exported.declarations?.some(ts.isTypeOnlyImportOrExportDeclaration)) return false
    const target = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported
    return (target.flags & ts.SymbolFlags.Value) !== 0
  }
  return checker
    .getExportsOfModule(symbol)
    .filter(isValue)
    .map(({ name }) => name)
}

function loading(target: string, format: Format): string[] {
  const load = format === 'import' ? `await import('${target}')` : `require('${target}')`
  // Not exports of the package: Node adds them to the ESM view of a CJS module, or the compiler to a CJS module.
  const names = `Object.keys(${load}).filter((name) => name !== '__esModule' && name !== 'module.exports')`
  return [
    '--input-type',
    format === 'import' ? 'module' : 'commonjs',
    '--eval',
    `console.log(JSON.stringify(${names}))`,
  ]
}

async function bundleForBrowser(installed: InstalledPackage, entry: Entry, format: Format): Promise<string> {
  const path = join(installed.project, `browser-${format}.mjs`)
  await writeFile(path, await bundleEntry(installed, entry, { platform: 'browser', conditions: [format] }))
  return path
}

import { join } from 'node:path'
import ts from 'typescript'
import { type Fence, fencesFolder, pathOf, root } from './markdown.ts'

/** The options of the repository's `tsconfig.json`. */
export const compilerOptions: ts.CompilerOptions = ts.parseJsonConfigFileContent(
  ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile).config,
  ts.sys,
  root,
).options

/** The entries of the package, as the fences import them, with their source files relative to the root. */
export const entries: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(compilerOptions.paths ?? {}).flatMap(([entry, [file]]) => (file === undefined ? [] : [[entry, file]])),
)

/** The types of an application built with Vite, as in the README. */
const viteTypes = join(root, 'demo/vite-env.d.ts')
/** The types of the recipe for Cypress. */
const cypressTypes = join(root, 'test/support/docs/cypress.d.ts')

/** Compiles each fence as a separate module. Returns the problems by page and line. */
export function findProblems(fences: readonly Fence[]): readonly string[] {
  const modules = new Map(fences.map((fence) => [pathOf(fence), fence]))
  const host = ts.createCompilerHost(compilerOptions)
  const { fileExists, readFile, getSourceFile, directoryExists } = host
  host.directoryExists = (folder) => folder.startsWith(fencesFolder) || directoryExists?.(folder) === true
  host.fileExists = (file) => modules.has(file) || fileExists(file)
  host.readFile = (file) => textOf(modules.get(file)) ?? readFile(file)
  host.getSourceFile = (file, version, ...rest) => {
    const text = textOf(modules.get(file))
    return text === undefined ? getSourceFile(file, version, ...rest) : ts.createSourceFile(file, text, version)
  }
  const program = ts.createProgram([...modules.keys(), viteTypes, cypressTypes], compilerOptions, host)
  return [...modules].flatMap(([file, { path }]) => {
    const source = program.getSourceFile(file)
    if (!source) throw new Error(`${file} was not compiled`)
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ start = 0, messageText }) => {
        const line = source.getLineAndCharacterOfPosition(start).line + 1
        return `${path}:${line} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`
      },
    )
  })
}

/** The fence at its place in the page, so that the line of a problem is the line in the page. */
function textOf(fence: Fence | undefined): string | undefined {
  if (!fence) return undefined
  return `${'\n'.repeat(fence.start)}${fence.lines.join('\n')}\nexport {}\n`
}

/** Runs a fence against the sources of the package. Resolves to its exports. */
export async function runFence({ lines }: Fence, replace: (code: string) => string = (code) => code): Promise<object> {
  const { outputText } = ts.transpileModule(replace(lines.join('\n')), {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  })
  const code = outputText.replaceAll(/from '([^']+)'/g, (whole, specifier: string) => {
    const file = entries[specifier]
    return file === undefined ? whole : `from ${JSON.stringify(new URL(`file://${join(root, file)}`))}`
  })
  return import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`)
}

import { join } from 'node:path'
import ts from 'typescript'
import { type Fence, fencesFolder, pathOf, readPage, root } from './markdown.ts'

const { options } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile).config,
  ts.sys,
  root,
)

/** The package's entries, as its fences import them, and the sources behind them, relative to the root. */
export const entries: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(options.paths ?? {}).flatMap(([entry, [file]]) => (file === undefined ? [] : [[entry, file]])),
)

/** Compiles each fence as a module of its own; returns what is wrong, by page and line. */
export function findProblems(fences: readonly Fence[]): readonly string[] {
  const modules = new Map(fences.map((fence) => [pathOf(fence), fence]))
  const host = ts.createCompilerHost(options)
  const { fileExists, readFile, getSourceFile, directoryExists } = host
  host.directoryExists = (folder) => folder.startsWith(fencesFolder) || directoryExists?.(folder) === true
  host.fileExists = (file) => modules.has(file) || fileExists(file)
  host.readFile = (file) => textOf(modules.get(file)) ?? readFile(file)
  host.getSourceFile = (file, version, ...rest) => {
    const text = textOf(modules.get(file))
    return text === undefined ? getSourceFile(file, version, ...rest) : ts.createSourceFile(file, text, version)
  }
  const program = ts.createProgram([...modules.keys()], options, host)
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

/** A fence at the place it has in its page, so that a problem's line is the page's line. */
function textOf(fence: Fence | undefined): string | undefined {
  if (!fence) return undefined
  return `${'\n'.repeat(fence.start)}${fence.lines.join('\n')}\nexport {}\n`
}

/** Runs a fence as it stands, with the package's sources for the package; resolves to what it exports. */
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

/** The words of a union of strings, or of the discriminant of a union of objects. */
export function wordsOf(file: string, type: string, discriminant?: string): readonly string[] {
  const source = ts.createSourceFile(file, readPage(file).lines.join('\n'), ts.ScriptTarget.ES2022, true)
  const declared = source.statements.filter(ts.isTypeAliasDeclaration).find((alias) => alias.name.text === type)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal)) found.push(node.literal.text)
    if (!ts.isPropertySignature(node) || node.name.getText() === (discriminant ?? '')) ts.forEachChild(node, visit)
  }
  if (!declared) throw new Error(`${file} declares no type ${type}`)
  visit(declared)
  return found
}

/** The names of an interface's properties, those it declares itself. */
export function propertiesOf(file: string, type: string): readonly string[] {
  const source = ts.createSourceFile(file, readPage(file).lines.join('\n'), ts.ScriptTarget.ES2022, true)
  const declared = source.statements.filter(ts.isInterfaceDeclaration).find(({ name }) => name.text === type)
  if (!declared) throw new Error(`${file} declares no interface ${type}`)
  return declared.members.map((member) => member.name?.getText() ?? '')
}

import { join } from 'node:path'
import ts from 'typescript'
import { codegenConfig } from './config.ts'
import { CodegenFailure } from './failure.ts'

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2022.d.ts'],
  strict: true,
  skipLibCheck: true,
  types: [],
  declaration: true,
  emitDeclarationOnly: true,
}

/**
 * Writes beside each exported constant the type that the compiler infers for it: `isolatedDeclarations` asks for it, and
 * the zod plugin leaves it out. The file need not exist; its path says from where imports are resolved.
 */
export function annotateExports(path: string, text: string): string {
  const file = join(codegenConfig.root, path)
  const host = ts.createCompilerHost(options)
  const fromDisk = host.getSourceFile.bind(host)
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true)
  host.getSourceFile = (name, ...rest) => (name === file ? source : fromDisk(name, ...rest))
  const program = ts.createProgram([file], options, host)
  const [problem] = ts.getPreEmitDiagnostics(program)
  if (problem)
    throw new CodegenFailure(
      'internal',
      `The generated ${path} does not compile: ${ts.flattenDiagnosticMessageText(problem.messageText, ' ')}`,
    )
  let declarations = ''
  program.emit(source, (_name, declared) => {
    declarations = declared
  })
  const inferred = ts.createSourceFile('declarations.d.ts', declarations, ts.ScriptTarget.ES2022, true)
  const types = new Map([...exportedConstants(inferred)].map(({ name, type }) => [name, type?.getText()]))
  return [...exportedConstants(source)].reverse().reduce((annotated, { name, end, initializer }) => {
    // A constant that only gives another one a second name needs no second copy of its type.
    const type = initializer && ts.isIdentifier(initializer) ? `typeof ${initializer.text}` : types.get(name)
    return `${annotated.slice(0, end)}: ${type}${annotated.slice(end)}`
  }, text)
}

interface ExportedConstant {
  readonly name: string
  /** Where the name ends: the place for an annotation. */
  readonly end: number
  readonly type: ts.TypeNode | undefined
  readonly initializer: ts.Expression | undefined
}

function exportedConstants(source: ts.SourceFile): ExportedConstant[] {
  return source.statements
    .filter(ts.isVariableStatement)
    .flatMap((statement) => statement.declarationList.declarations)
    .map(({ name, type, initializer }) => ({ name: name.getText(source), end: name.end, type, initializer }))
}

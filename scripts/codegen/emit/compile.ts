import { join } from 'node:path'
import ts from 'typescript'
import { CodegenFailure } from '../../openapi/failure.ts'

/** The options of `src/`, so that generated code that compiles here compiles there. */
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2022.d.ts'],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  isolatedDeclarations: false,
  skipLibCheck: true,
  types: [],
  declaration: true,
  emitDeclarationOnly: true,
}

/** Compiles texts that are not written to disk yet. */
export interface Compiler {
  /** The declarations that the compiler infers for one file. */
  declare(name: string, text: string): string
  /** Throws `internal` if one of the files does not compile. One that was declared may have got its types since. */
  check(files: ReadonlyMap<string, string>): void
}

/** Creates a compiler that parses each library once. */
export function createCompiler(): Compiler {
  const parsed = new Map<string, ts.SourceFile | undefined>()
  const compile = (files: ReadonlyMap<string, string>, more: ts.CompilerOptions = {}): ts.Program => {
    // Always within this package, so that imports are resolved to what is installed beside it.
    const texts = new Map([...files].map(([name, text]) => [join(import.meta.dirname, name), text]))
    const host = ts.createCompilerHost(options)
    // Comments of libraries have no meaning here.
    host.jsDocParsingMode = ts.JSDocParsingMode.ParseNone
    const { getSourceFile, fileExists } = host
    host.fileExists = (name) => texts.has(name) || fileExists(name)
    host.getSourceFile = (name, ...rest) => {
      const text = texts.get(name)
      if (text !== undefined) return ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true)
      if (!parsed.has(name)) parsed.set(name, getSourceFile(name, ...rest))
      return parsed.get(name)
    }
    return ts.createProgram([...texts.keys()], { ...options, ...more }, host)
  }
  const declared = new Set<string>()
  return {
    declare(name, text) {
      let declarations = ''
      const program = compile(new Map([[name, text]]))
      // A circle may compile only once it has its types; it is then checked again.
      if (ts.getPreEmitDiagnostics(program).length === 0) declared.add(name)
      program.emit(undefined, (_name, output) => {
        declarations = output
      })
      return declarations
    },
    check(files) {
      const others = [...files].filter(([name]) => !declared.has(name))
      refuse(ts.getPreEmitDiagnostics(compile(new Map(others), { isolatedDeclarations: true })))
      // What compiled when it was declared has only got its own types since.
      for (const [fileName, text] of files) {
        const compilerOptions = { ...options, isolatedDeclarations: true }
        if (declared.has(fileName))
          refuse(ts.transpileDeclaration(text, { fileName, compilerOptions, reportDiagnostics: true }).diagnostics)
      }
    },
  }
}

function refuse([problem]: readonly ts.Diagnostic[] = []): void {
  if (!problem) return
  const text = ts.flattenDiagnosticMessageText(problem.messageText, ' ')
  const file = problem.file?.fileName.split('/').at(-1) ?? 'code'
  throw new CodegenFailure(
    'internal',
    `the generated ${file} does not compile (${text}); correct the document, or report a defect`,
  )
}

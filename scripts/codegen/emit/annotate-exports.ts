import ts from 'typescript'
import type { Compiler } from './compile.ts'

/**
 * Annotates each exported constant with the type that the compiler infers: `isolatedDeclarations` requires it, and the zod
 * plugin leaves it out.
 */
export function annotateExports(name: string, text: string, compiler: Compiler): string {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true)
  const declarations = compiler.declare(name, text)
  const inferred = ts.createSourceFile('declarations.d.ts', declarations, ts.ScriptTarget.ES2022, true)
  const types = new Map([...exportedConstants(inferred)].map(({ name, type }) => [name, type?.getText()]))
  // Joined from pieces: a copy of the text for each constant takes minutes for a large contract.
  let from = 0
  const pieces = exportedConstants(source).map(({ name, end, initializer }) => {
    // An alias of another constant needs no copy of its type.
    const type = initializer && ts.isIdentifier(initializer) ? `typeof ${initializer.text}` : types.get(name)
    const piece = `${text.slice(from, end)}: ${type}`
    from = end
    return piece
  })
  return pieces.join('') + text.slice(from)
}

interface ExportedConstant {
  readonly name: string
  /** The end of the name: the place of the annotation. */
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

import ts from 'typescript'
import type { Compiler } from './compile.ts'

/**
 * Writes beside each exported constant the type that the compiler infers for it: `isolatedDeclarations` asks for it, and
 * the zod plugin leaves it out.
 */
export function annotateExports(name: string, text: string, compiler: Compiler): string {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true)
  const declarations = compiler.declare(name, text)
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

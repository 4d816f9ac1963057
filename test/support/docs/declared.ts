import { join } from 'node:path'
import ts from 'typescript'
import { compilerOptions } from './compile.ts'
import { root } from './markdown.ts'

let program: ts.Program | undefined

/** The names of an exported type's properties, those it inherits included. `file` is the entry that exports it. */
export function propertiesOf(file: string, type: string): readonly string[] {
  const { checker, declared } = exportedType(file, type)
  return checker.getPropertiesOfType(declared).map(({ name }) => name)
}

/** The words of an exported union of strings, or of one property of an exported union of objects. */
export function wordsOf(file: string, type: string, property?: string): readonly string[] {
  const { checker, declared } = exportedType(file, type)
  const symbol = property === undefined ? undefined : checker.getPropertyOfType(declared, property)
  if (property !== undefined && !symbol) throw new Error(`${type} has no property ${property}`)
  const union = symbol ? checker.getTypeOfSymbol(symbol) : declared
  return (union.isUnion() ? union.types : [union]).flatMap((each) => (each.isStringLiteral() ? [each.value] : []))
}

function exportedType(file: string, type: string): { readonly checker: ts.TypeChecker; readonly declared: ts.Type } {
  const path = join(root, file)
  if (!program?.getSourceFile(path)) program = ts.createProgram([path], compilerOptions)
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(path)
  const entry = source && checker.getSymbolAtLocation(source)
  const symbol = entry && checker.getExportsOfModule(entry).find(({ name }) => name === type)
  if (!symbol) throw new Error(`${file} exports no type ${type}`)
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  return { checker, declared: checker.getDeclaredTypeOfSymbol(target) }
}

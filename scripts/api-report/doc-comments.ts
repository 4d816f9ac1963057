import type ts from 'typescript'
import { isOwn } from './symbols.ts'

/** Whether a declaration of the symbol has a doc comment. */
export function isDocumented(symbol: ts.Symbol, checker: ts.TypeChecker): boolean {
  return symbol.getDocumentationComment(checker).length > 0
}

/** Finds the package's own members of a type that have no doc comment. */
export function findUndocumentedMembers(symbol: ts.Symbol, checker: ts.TypeChecker): readonly string[] {
  return checker
    .getDeclaredTypeOfSymbol(symbol)
    .getProperties()
    .filter((member) => member.declarations?.some(isOwn) && !isDocumented(member, checker))
    .map(({ name }) => name)
}

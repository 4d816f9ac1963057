import ts from 'typescript'

/** What an imported or re-exported name stands for. */
export function followAlias(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
}

/** Whether a declaration is the package's own, and not of a dependency or the standard library. */
export function isOwn(node: ts.Node): boolean {
  return !node.getSourceFile().fileName.includes('/node_modules/')
}

/** The package's own types that stand in the declarations of a symbol. */
export function typesIn(symbol: ts.Symbol, checker: ts.TypeChecker): readonly ts.Symbol[] {
  const found: ts.Symbol[] = []
  const visit = (node: ts.Node): void => {
    const named = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node) : undefined
    const type = named && followAlias(named, checker)
    if (type?.declarations?.some(isTopLevel)) found.push(type)
    ts.forEachChild(node, visit)
  }
  for (const declaration of symbol.declarations ?? []) {
    if (isOwn(declaration)) visit(declaration)
  }
  return found
}

function isTopLevel(declaration: ts.Declaration): boolean {
  const statement = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration
  return isOwn(declaration) && ts.isStatement(statement) && ts.isSourceFile(statement.parent)
}

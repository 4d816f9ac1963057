import ts from 'typescript'

/** The first thing in `types.ts` that is not a type of its own: a value, a type of another file, a computed name. */
export function findForeignInTypes(source: ts.SourceFile): ts.Node | undefined {
  for (const statement of source.statements) {
    if (!ts.isInterfaceDeclaration(statement) && !ts.isTypeAliasDeclaration(statement)) return statement
    const foreign = findForeignType(statement)
    if (foreign) return foreign
  }
  return undefined
}

/** The first node in a type that reaches out of it. */
export function findForeignType(node: ts.Node): ts.Node | undefined {
  if (ts.isImportTypeNode(node) || ts.isComputedPropertyName(node) || ts.isDecorator(node)) return node
  return ts.forEachChild(node, findForeignType)
}

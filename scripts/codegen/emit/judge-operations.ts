import ts from 'typescript'

/** The first thing in `operations.ts` that is not the table of literals or the type of its names. */
export function findForeignInOperations(source: ts.SourceFile): ts.Node | undefined {
  return source.statements.find((statement) => !isTable(statement) && !ts.isTypeAliasDeclaration(statement))
}

function isTable(statement: ts.Statement): boolean {
  if (!ts.isVariableStatement(statement) || !(statement.declarationList.flags & ts.NodeFlags.Const)) return false
  const [declaration, ...others] = statement.declarationList.declarations
  const table = declaration?.initializer
  const isConst = table !== undefined && ts.isAsExpression(table) && ts.isConstTypeReference(table.type)
  return others.length === 0 && declaration?.name.getText() === 'operations' && isConst && isLiterals(table.expression)
}

function isLiterals(value: ts.Expression): boolean {
  if (ts.isStringLiteral(value)) return true
  return ts.isObjectLiteralExpression(value) && value.properties.every(isLiteralProperty)
}

function isLiteralProperty(property: ts.ObjectLiteralElementLike): boolean {
  if (!ts.isPropertyAssignment(property) || !isLiterals(property.initializer)) return false
  const { name } = property
  // In brackets, `__proto__` is a field like any other.
  if (ts.isComputedPropertyName(name)) return ts.isStringLiteral(name.expression)
  return (ts.isIdentifier(name) || ts.isStringLiteral(name)) && name.text !== '__proto__'
}

import ts from 'typescript'
import { findForeignType } from './judge-types.ts'

/** The functions of zod/mini that describe values. None of them takes a function of the caller but `lazy`. */
const functions = new Set([
  ...[
    '_default',
    'any',
    'array',
    'bigint',
    'boolean',
    'date',
    'discriminatedUnion',
    'email',
    'enum',
    'extend',
    'guid',
    'int',
  ],
  ...['intersection', 'ipv4', 'ipv6', 'lazy', 'literal', 'looseObject', 'never', 'null', 'nullable', 'nullish'],
  ...['number', 'object', 'optional', 'readonly', 'record', 'string', 'tuple', 'undefined', 'union', 'unknown', 'url'],
  ...['uuid', 'void', 'coerce.bigint', 'iso.date', 'iso.datetime', 'iso.time'],
  ...['gt', 'gte', 'length', 'lt', 'lte', 'maxLength', 'maximum', 'minLength', 'minimum', 'regex'],
])

/** The methods of a schema that add a condition. */
const methods = new Set(['check', 'length'])

/** The first thing in `schemas.ts` that is not the import of zod or an exported schema of zod's functions and literals. */
export function findForeignInSchemas(source: ts.SourceFile): ts.Node | undefined {
  const own = new Set(source.statements.flatMap(namesOf))
  for (const statement of source.statements) {
    if (isImportOfZod(statement)) continue
    if (namesOf(statement).length === 0 || !ts.isVariableStatement(statement)) return statement
    for (const { type, initializer } of statement.declarationList.declarations) {
      const foreign = (type && findForeignType(type)) ?? findForeignValue(initializer, own)
      if (foreign) return foreign
    }
  }
  return undefined
}

function isImportOfZod(statement: ts.Statement): boolean {
  return ts.isImportDeclaration(statement) && statement.getText() === "import * as z from 'zod/mini';"
}

/** The names that an exported constant declares; none for any other statement. */
function namesOf(statement: ts.Statement): string[] {
  if (!ts.isVariableStatement(statement)) return []
  const { modifiers, declarationList } = statement
  const isExport = modifiers?.length === 1 && modifiers[0]?.kind === ts.SyntaxKind.ExportKeyword
  const isConst = (declarationList.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.Const
  const names = declarationList.declarations.map(({ name }) => (ts.isIdentifier(name) ? name.text : 'z'))
  return isExport && isConst && !names.includes('z') ? names : []
}

function findForeignValue(node: ts.Expression | undefined, own: ReadonlySet<string>): ts.Node | undefined {
  if (!node || isLiteral(node)) return undefined
  const all = (nodes: readonly ts.Expression[]): ts.Node | undefined => {
    for (const each of nodes) {
      const foreign = findForeignValue(each, own)
      if (foreign) return foreign
    }
    return undefined
  }
  if (ts.isIdentifier(node)) return own.has(node.text) ? undefined : node
  if (ts.isArrayLiteralExpression(node)) return all(node.elements)
  if (ts.isObjectLiteralExpression(node)) return findForeignProperty(node, own)
  if (ts.isArrowFunction(node)) return isThunk(node) ? all([node.body]) : node
  if (!ts.isCallExpression(node) || node.questionDotToken) return node
  return isBigInt(node) ? undefined : (findForeignFunction(node.expression, own) ?? all(node.arguments))
}

function isLiteral(node: ts.Expression): boolean {
  if (ts.isPrefixUnaryExpression(node)) {
    return node.operator === ts.SyntaxKind.MinusToken && ts.isNumericLiteral(node.operand)
  }
  if (ts.isStringLiteral(node) || ts.isNumericLiteral(node) || ts.isBigIntLiteral(node)) return true
  if (ts.isRegularExpressionLiteral(node)) return true
  return [ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword, ts.SyntaxKind.NullKeyword].includes(node.kind)
}

function findForeignProperty(object: ts.ObjectLiteralExpression, own: ReadonlySet<string>): ts.Node | undefined {
  for (const property of object.properties) {
    const { name } = property
    const isPlain = name && (ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isNumericLiteral(name))
    if (!isPlain || name.text === '__proto__') return property
    const value = ts.isGetAccessor(property) ? returned(property) : initializerOf(property)
    if (!value) return property
    const foreign = findForeignValue(value, own)
    if (foreign) return foreign
  }
  return undefined
}

function initializerOf(property: ts.ObjectLiteralElementLike): ts.Expression | undefined {
  return ts.isPropertyAssignment(property) ? property.initializer : undefined
}

/** A getter is how a schema refers to itself. */
function returned({ body }: ts.GetAccessorDeclaration): ts.Expression | undefined {
  const [only, ...others] = body?.statements ?? []
  return only && ts.isReturnStatement(only) && others.length === 0 ? only.expression : undefined
}

function isThunk(node: ts.ArrowFunction): node is ts.ArrowFunction & { readonly body: ts.Expression } {
  return node.parameters.length === 0 && !node.modifiers && !ts.isBlock(node.body)
}

function isBigInt({ expression, arguments: given }: ts.CallExpression): boolean {
  return (
    ts.isIdentifier(expression) &&
    expression.text === 'BigInt' &&
    given.every((each) => isLiteral(each)) &&
    given.length === 1
  )
}

/** `z.string`, `z.iso.date`, or the method of a schema. */
function findForeignFunction(callee: ts.Expression, own: ReadonlySet<string>): ts.Node | undefined {
  if (!ts.isPropertyAccessExpression(callee) || callee.questionDotToken) return callee
  const path = callee.getText().split('.')
  if (path[0] === 'z' && functions.has(path.slice(1).join('.'))) return undefined
  return methods.has(callee.name.text) && ts.isCallExpression(callee.expression)
    ? findForeignValue(callee.expression, own)
    : callee
}

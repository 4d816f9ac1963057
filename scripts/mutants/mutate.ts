import ts from 'typescript'

/**
 * The change that disables a guard, made to the statement below its marker:
 * - `'remove statement'`
 * - `'condition true'`, `'condition false'`: of an `if`, or of the first `a ? b : c`
 * - `value`: a literal instead of what is assigned. Without names, so that a renaming cannot break the mutated code and
 *   turn every test red.
 * - `withoutOperands`: without these operands, from 0, of the first `a || b || c` or `a && b && c`
 */
export type Mutation =
  | 'remove statement'
  | 'condition true'
  | 'condition false'
  | { readonly value: string }
  | { readonly withoutOperands: readonly number[] }

/** The names of the guards that have a marker in a text, in their order. */
export function findGuards(text: string): readonly string[] {
  return [...text.matchAll(marker)].map(({ 1: guard = '' }) => guard)
}

/** Disables a guard in the text of a file. Throws where the marker or what the mutation needs is missing. */
export function mutate(text: string, guard: string, mutation: Mutation): string {
  const source = ts.createSourceFile('guarded.ts', text, ts.ScriptTarget.Latest, true)
  const marked = [...text.matchAll(marker)].filter(({ 1: name }) => name === guard)
  const [first] = marked
  if (first === undefined || marked.length > 1) throw new Error(`"${guard}": ${marked.length} markers; must be 1`)
  const statement = findBelow(source, first.index)
  if (statement === undefined || statement === source.endOfFileToken)
    throw new Error(`"${guard}": no statement below the marker`)
  const change = changeOf(statement, mutation)
  if (change === undefined)
    throw new Error(`"${guard}": cannot apply ${JSON.stringify(mutation)} to ${statement.getText()}`)
  return text.slice(0, change.node.getStart()) + change.to + text.slice(change.node.end)
}

const marker = /^[ \t]*\/\/ guard: (.+)$/gm

interface Change {
  readonly node: ts.Node
  readonly to: string
}

/** The outermost node that a comment stands before. */
function findBelow(node: ts.Node, position: number): ts.Node | undefined {
  return ts.forEachChild(node, (child) =>
    child.pos <= position && position < child.getStart() ? child : findBelow(child, position),
  )
}

function changeOf(statement: ts.Node, mutation: Mutation): Change | undefined {
  if (mutation === 'remove statement') return ts.isStatement(statement) ? { node: statement, to: ';' } : undefined
  if (mutation === 'condition true' || mutation === 'condition false') {
    const node = conditionOf(statement)
    return node && { node, to: mutation === 'condition true' ? 'true' : 'false' }
  }
  if ('value' in mutation) {
    const node = assignedValue(statement)
    return node && { node, to: mutation.value }
  }
  const chain = findFirst(statement, isChain)
  const operands = chain ? operandsOf(chain, chain.operatorToken.kind) : []
  const kept = operands.filter((_, index) => !mutation.withoutOperands.includes(index))
  const isPossible = kept.length > 0 && kept.length === operands.length - mutation.withoutOperands.length
  if (chain === undefined || !isPossible) return undefined
  const operator = ` ${chain.operatorToken.getText()} `
  return { node: chain, to: kept.map((operand) => operand.getText()).join(operator) }
}

function conditionOf(statement: ts.Node): ts.Node | undefined {
  return ts.isIfStatement(statement)
    ? statement.expression
    : findFirst(statement, ts.isConditionalExpression)?.condition
}

function assignedValue(statement: ts.Node): ts.Node | undefined {
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations[0]?.initializer
  const isAssignment = ts.isExpressionStatement(statement) && ts.isBinaryExpression(statement.expression)
  return isAssignment && statement.expression.operatorToken.kind === ts.SyntaxKind.EqualsToken
    ? statement.expression.right
    : undefined
}

function isChain(node: ts.Node): node is ts.BinaryExpression {
  if (!ts.isBinaryExpression(node)) return false
  const { kind } = node.operatorToken
  return kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.AmpersandAmpersandToken
}

function operandsOf(node: ts.Expression, operator: ts.SyntaxKind): readonly ts.Expression[] {
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== operator) return [node]
  return [...operandsOf(node.left, operator), node.right]
}

function findFirst<T extends ts.Node>(node: ts.Node, matches: (node: ts.Node) => node is T): T | undefined {
  return matches(node) ? node : ts.forEachChild(node, (child) => findFirst(child, matches))
}

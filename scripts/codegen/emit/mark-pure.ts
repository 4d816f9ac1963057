import ts from 'typescript'

/**
 * Marks every call as free of side effects, so that a bundler drops schemas that are not imported. zod marks its functions
 * instead, but esbuild and webpack do not follow that mark from one file to another.
 */
export function markPure(text: string): string {
  const starts: number[] = []
  const source = ts.createSourceFile('schemas.ts', text, ts.ScriptTarget.ES2022, true)
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) starts.push(node.getStart(source))
    ts.forEachChild(node, visit)
  }
  visit(source)
  const cuts = [0, ...starts.sort((a, b) => a - b)]
  return cuts.map((from, index) => text.slice(from, cuts[index + 1])).join('/*@__PURE__*/ ')
}

import ts from 'typescript'
import { isOwn } from './symbols.ts'

const printer = ts.createPrinter({ removeComments: true, newLine: ts.NewLineKind.LineFeed })

/** The declarations of a symbol without comments and modifiers, and the name it is exported by where that differs. */
export function printDeclarations(symbol: ts.Symbol, exportedName: string): string {
  const declarations = (symbol.declarations ?? []).filter(isOwn)
  const texts = declarations.map((declaration) => {
    const text = printer.printNode(ts.EmitHint.Unspecified, declaration, declaration.getSourceFile())
    return ts.isVariableDeclaration(declaration) ? `const ${text}` : text.replace(/^((export|default|declare) )+/, '')
  })
  if (texts.length === 0 || symbol.name !== exportedName) texts.push(`export { ${symbol.name} as ${exportedName} }`)
  return texts.join('\n').replace(/^( {4})+/gm, (indent) => ' '.repeat(indent.length / 2))
}

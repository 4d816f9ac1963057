import ts from 'typescript'
import { CodegenFailure } from '../../openapi/failure.ts'
import type { JsonObject } from '../../openapi/json.ts'
import { shorten } from '../../openapi/visible.ts'
import { findForeignInOperations } from './judge-operations.ts'
import { findForeignInSchemas } from './judge-schemas.ts'
import { findForeignInTypes } from './judge-types.ts'
import { originOf } from './origin.ts'

/** The first thing in a file that it may not hold. */
type Judge = (source: ts.SourceFile) => ts.Node | undefined

const judges: Readonly<Record<string, Judge>> = {
  'types.ts': findForeignInTypes,
  'schemas.ts': findForeignInSchemas,
  'operations.ts': findForeignInOperations,
}

const shownLength = 100

/**
 * Throws `invalidDocument` if a generated file holds anything but what its kind is made of: types; zod schemas of
 * literals; a table of literals. No document makes a generator write code that runs when it is imported.
 */
export function judge(files: ReadonlyMap<string, string>, contract: JsonObject): void {
  for (const [name, text] of files) {
    const source = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true)
    const foreign = judges[name]?.(source)
    const place: ts.TextRange | undefined = directiveIn(source) ?? (foreign && rangeOf(foreign))
    if (!place) continue
    const shown = shorten(text.slice(place.pos, place.end), shownLength)
    throw new CodegenFailure(
      'invalidDocument',
      `the generated ${name} would hold "${shown}", which comes from ${originOf(source, place.pos, contract)}; correct the document`,
    )
  }
}

function rangeOf(node: ts.Node): ts.TextRange {
  return { pos: node.getStart(), end: node.end }
}

/** A comment that tells the compiler to read another file or to look away. */
function directiveIn(source: ts.SourceFile): ts.TextRange | undefined {
  const { referencedFiles, typeReferenceDirectives, libReferenceDirectives } = source
  // The parser finds these too, but declares none of them.
  const found: readonly ts.TextRange[] = [
    ...[...referencedFiles, ...typeReferenceDirectives, ...libReferenceDirectives],
    ...[Reflect.get(source, 'commentDirectives') ?? []].flat().map((directive) => Object(directive).range),
    ...[Reflect.get(source, 'checkJsDirective') ?? []].flat(),
  ]
  return found[0]
}

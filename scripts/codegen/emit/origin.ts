import ts from 'typescript'
import { type JsonObject, memberOf, objectIn } from '../../openapi/json.ts'
import { listOperations } from '../../openapi/list-operations.ts'
import { escapePointer, resolveReference } from '../../openapi/references.ts'

/**
 * The JSON pointer of what a place in a generated file was made from: the schema or the operation of the export there, or
 * of the next one; `#` if none is known.
 */
export function originOf(source: ts.SourceFile, position: number, contract: JsonObject): string {
  const statement = source.statements.find(({ end }) => end > position)
  const typed = statement && ts.isInterfaceDeclaration(statement) ? pointerInTypes(statement, position) : ''
  if (typed !== '' && resolveReference(contract, typed) !== undefined) return typed
  const later = source.statements.filter(({ end }) => end > position).filter(ts.isVariableStatement)
  const [name = ''] = later.flatMap(({ declarationList }) =>
    declarationList.declarations.map((each) => each.name.getText()),
  )
  if (Object.hasOwn(objectIn(objectIn(contract, 'components'), 'schemas'), name)) return `#/components/schemas/${name}`
  const operation = listOperations(contract).find(
    ({ definition }) => `${memberOf(definition, 'operationId')}Response` === name,
  )
  return operation ? `#/paths/${escapePointer(operation.path)}/${operation.method.toLowerCase()}` : '#'
}

/** Types mirror the document: `components.schemas.Cat`, `paths['/a'].get`. */
function pointerInTypes({ name, members }: ts.InterfaceDeclaration, position: number): string {
  const first = memberAt(members, position)
  const second = first?.type && ts.isTypeLiteralNode(first.type) ? memberAt(first.type.members, position) : undefined
  const keys = [first, second].flatMap((member) => (member ? [keyOf(member.name)] : []))
  return ['#', name.text, ...keys.map(escapePointer)].join('/')
}

function memberAt(members: readonly ts.TypeElement[], position: number): ts.PropertySignature | undefined {
  return members.filter(ts.isPropertySignature).find(({ pos, end }) => pos <= position && position < end)
}

function keyOf(name: ts.PropertyName): string {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : ''
}

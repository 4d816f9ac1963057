import { type Json, type JsonObject, memberOf, objectIn } from '../../openapi/json.ts'
import { listOperations, type Operation } from '../../openapi/list-operations.ts'
import type { Direction } from '../rules/rule.ts'
import { dereference, listParameters, mediaTypes, schemaOf } from './request-model.ts'

/** The schemas that the operations of a document use in one direction. */
export function usedSchemas(document: JsonObject, direction: Direction): readonly Json[] {
  const schemasOf = direction === 'request' ? requestSchemas : responseSchemas
  return listOperations(document).flatMap((operation) => schemasOf(document, operation))
}

function requestSchemas(document: JsonObject, operation: Operation): readonly Json[] {
  const body = dereference(document, memberOf(operation.definition, 'requestBody'))
  return [...listParameters(document, operation).map(schemaOf), ...schemasIn(body['content'])]
}

function responseSchemas(document: JsonObject, { definition }: Operation): readonly Json[] {
  return Object.values(objectIn(definition, 'responses')).flatMap((answer) => {
    const response = dereference(document, answer)
    const headers = Object.values(objectIn(response, 'headers')).map((header) => dereference(document, header))
    return [...headers.map(schemaOf), ...schemasIn(response['content'])]
  })
}

function schemasIn(content: Json | undefined): readonly Json[] {
  return [...mediaTypes(content).values()].map(({ schema }) => schema)
}

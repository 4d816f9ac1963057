import type { JsonObject } from '../../openapi/json.ts'
import type { Direction } from '../rules/rule.ts'
import {
  createSchemaComparison,
  type DocumentSchemas,
  readShapes,
  type SchemaComparison,
  type SchemaDocuments,
  type UsedNames,
} from '../schema/compare-schema.ts'
import { createSchemaReader } from '../schema/schema-reader.ts'
import type { ModelSource } from './match-by-model.ts'
import { usedSchemas } from './used-schemas.ts'

/** The schemas of two contracts, by direction. */
export interface ContractSchemas {
  readonly request: SchemaComparison
  readonly response: SchemaComparison
  readonly sources: { readonly before: ModelSource; readonly after: ModelSource }
}

/** Prepares the comparison of the schemas that the operations of two contracts use. */
export function compareSchemasOf(before: JsonObject, after: JsonObject): ContractSchemas {
  const sources = { before: sourceOf(before), after: sourceOf(after) }
  const documentsOf = (direction: Direction): SchemaDocuments => ({
    direction,
    before: rootsOf(sources.before, direction),
    after: rootsOf(sources.after, direction),
  })
  const [request, response] = [readShapes(documentsOf('request')), readShapes(documentsOf('response'))]
  // Everything is read now. A component may be used in one direction only.
  const names = onlyOnOneSide(namesIn(sources.before), namesIn(sources.after))
  return {
    request: createSchemaComparison(request, names),
    response: createSchemaComparison(response, names),
    sources,
  }
}

function sourceOf(document: JsonObject): ModelSource {
  return {
    document,
    request: createSchemaReader(document, 'request'),
    response: createSchemaReader(document, 'response'),
  }
}

function rootsOf({ document, ...readers }: ModelSource, direction: Direction): DocumentSchemas {
  return { document, reader: readers[direction], schemas: usedSchemas(document, direction) }
}

function namesIn({ request, response }: ModelSource): ReadonlySet<string> {
  return new Set([...request.names, ...response.names])
}

function onlyOnOneSide(before: ReadonlySet<string>, after: ReadonlySet<string>): UsedNames {
  const without = (names: ReadonlySet<string>, others: ReadonlySet<string>): ReadonlySet<string> =>
    new Set([...names].filter((name) => !others.has(name)))
  return { removed: without(before, after), added: without(after, before) }
}

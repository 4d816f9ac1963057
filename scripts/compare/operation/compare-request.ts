import { memberOf } from '../../openapi/json.ts'
import type { Finding } from '../rules/change.ts'
import type { SchemaComparison } from '../schema/compare-schema.ts'
import { compareCredentials } from './compare-credentials.ts'
import { compareMediaTypes } from './compare-media-types.ts'
import { compareStyles } from './compare-styles.ts'
import type { OperationPair } from './match-operations.ts'
import { dereference, parameterPlaces, parametersIn } from './request-model.ts'

/** The differences between the requests of two operations: credentials, parameters, body. */
export function compareRequests(schemas: SchemaComparison, pair: OperationPair): Finding[] {
  const credentials = compareCredentials(schemas, pair)
  return [
    ...credentials.findings,
    ...parameterPlaces.flatMap((place) => compareParameters(schemas, pair, place, credentials.parameters)),
    ...compareBodies(schemas, pair),
  ]
}

function compareParameters(
  schemas: SchemaComparison,
  pair: OperationPair,
  place: (typeof parameterPlaces)[number],
  leaveOut: ReadonlySet<string>,
): Finding[] {
  const before = parametersIn(schemas.before, pair.before, place, { leaveOut })
  const after = parametersIn(schemas.after, pair.after, place, { leaveOut, namesLike: pair.before.path })
  return [
    ...schemas.compare({ before: before.schema, after: after.schema, path: place }),
    ...compareStyles(before.styles, after.styles, place),
  ]
}

function compareBodies(schemas: SchemaComparison, pair: OperationPair): Finding[] {
  const path = 'body'
  const before = dereference(schemas.before, memberOf(pair.before.definition, 'requestBody'))
  const after = dereference(schemas.after, memberOf(pair.after.definition, 'requestBody'))
  const [had, has] = [before, after].map((body) => Object.keys(body).length > 0)
  const [wasRequired, isRequired] = [before, after].map((body) => body['required'] === true)
  if (!had) return has ? [{ rule: isRequired ? 'body.addedRequired' : 'body.addedOptional', path }] : []
  if (!has) return [{ rule: 'body.removed', path }]
  return [
    ...(wasRequired === isRequired ? [] : [{ rule: isRequired ? 'body.required' : 'body.optional', path } as const]),
    ...compareMediaTypes(schemas, { before: before['content'], after: after['content'] }, path),
  ]
}

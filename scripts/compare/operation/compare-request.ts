import { memberOf } from '../../openapi/json.ts'
import type { Finding } from '../rules/change.ts'
import { compareSchemas } from '../schema/compare-schema.ts'
import type { Comparison } from '../schema/comparison.ts'
import { compareCredentials } from './compare-credentials.ts'
import { compareMediaTypes } from './compare-media-types.ts'
import type { OperationPair } from './match-operations.ts'
import { dereference, parameterPlaces, parametersIn } from './request-model.ts'

/** The differences between the requests of two operations: credentials, parameters, body. */
export function compareRequests(comparison: Comparison, pair: OperationPair): Finding[] {
  const credentials = compareCredentials(comparison, pair)
  return [
    ...credentials.findings,
    ...parameterPlaces.flatMap((place) => compareParameters(comparison, pair, place, credentials.parameters)),
    ...compareBodies(comparison, pair),
  ]
}

function compareParameters(
  comparison: Comparison,
  pair: OperationPair,
  place: (typeof parameterPlaces)[number],
  leaveOut: ReadonlySet<string>,
): Finding[] {
  const before = parametersIn(comparison.before, pair.before, place, { leaveOut })
  const after = parametersIn(comparison.after, pair.after, place, { leaveOut, namesLike: pair.before.path })
  const findings = compareSchemas(comparison, { before: before.schema, after: after.schema, path: place })
  const restyled = [...before.styles].flatMap(([name, was]): Finding[] => {
    const is = after.styles.get(name)
    const isOther = is !== undefined && is !== was
    return isOther ? [{ rule: 'style.changed', path: `${place}.${name}`, before: was, after: is }] : []
  })
  return [...findings, ...restyled]
}

function compareBodies(comparison: Comparison, pair: OperationPair): Finding[] {
  const path = 'body'
  const before = dereference(comparison.before, memberOf(pair.before.definition, 'requestBody'))
  const after = dereference(comparison.after, memberOf(pair.after.definition, 'requestBody'))
  const [had, has] = [before, after].map((body) => Object.keys(body).length > 0)
  const [wasRequired, isRequired] = [before, after].map((body) => body['required'] === true)
  if (!had) return has ? [{ rule: isRequired ? 'body.addedRequired' : 'body.addedOptional', path }] : []
  if (!has) return [{ rule: 'body.removed', path }]
  return [
    ...(wasRequired === isRequired ? [] : [{ rule: isRequired ? 'body.required' : 'body.optional', path } as const]),
    ...compareMediaTypes(comparison, { before: before['content'], after: after['content'] }, path),
  ]
}

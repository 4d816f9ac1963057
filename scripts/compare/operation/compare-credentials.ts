import { type Json, type JsonObject, memberOf, objectIn } from '../../openapi/json.ts'
import type { Operation } from '../../openapi/list-operations.ts'
import type { Finding } from '../rules/change.ts'
import type { Comparison } from '../schema/comparison.ts'
import { compareSecurity, requirementsIn } from './compare-security.ts'
import type { OperationPair } from './match-operations.ts'
import { dereference, parameterPlaces, parametersIn } from './request-model.ts'

/** The differences in the credentials of an operation, and the parameters that were looked at for them. */
export interface Credentials {
  readonly findings: readonly Finding[]
  /** As `header.authorization`. */
  readonly parameters: ReadonlySet<string>
}

/** Where an operation is told who calls, by what is declared there, and whether it insists on it. */
interface Declared {
  readonly parameters: ReadonlyMap<string, boolean>
  readonly schemes: ReadonlyMap<string, boolean>
  /** The ways to authorise, for a reader. */
  readonly ways: string
}

/**
 * Compares credentials. A parameter in one contract and a security scheme in the other that stand in the same place of
 * a request are one thing, declared in two ways.
 */
export function compareCredentials(comparison: Comparison, pair: OperationPair): Credentials {
  const was = readDeclared(comparison.before, pair.before)
  const is = readDeclared(comparison.after, pair.after)
  const becameScheme = is.schemes.size > 0
  const [from, to] = becameScheme ? [was.parameters, is.schemes] : [was.schemes, is.parameters]
  const moved = [...from.keys()].filter((path) => to.has(path))
  // Schemes on both sides are a matter of their own.
  if (moved.length === 0 || (was.schemes.size > 0 && becameScheme)) {
    return { findings: compareSecurity(comparison, pair), parameters: new Set() }
  }
  const [before, after] = becameScheme ? ['a parameter', 'a security scheme'] : ['a security scheme', 'a parameter']
  const findings = moved.map((path): Finding => ({ rule: 'security.redeclared', path, before, after }))
  const [wasRequired, isRequired] = [from, to].map((declared) => moved.some((path) => declared.get(path)))
  const path = 'security'
  if (!wasRequired && isRequired) findings.push({ rule: 'security.required', path, after: is.ways })
  if (wasRequired && !isRequired) findings.push({ rule: 'security.optional', path, before: was.ways })
  return { findings, parameters: new Set(moved) }
}

function readDeclared(document: JsonObject, operation: Operation): Declared {
  const security = memberOf(operation.definition, 'security') ?? document['security']
  const ways = requirementsIn(document, security)
  return {
    parameters: new Map(
      parameterPlaces.flatMap((place) => {
        const { schema, styles } = parametersIn(document, operation, place)
        const required = [schema['required']].flat()
        return [...styles.keys()].map((name) => [`${place}.${name}`, required.includes(name)] as const)
      }),
    ),
    schemes: new Map(schemesIn(document, security).map((scheme) => [placeOf(scheme), !ways.includes('nothing')])),
    ways: ways.join(' or '),
  }
}

function schemesIn(document: JsonObject, security: Json | undefined): readonly JsonObject[] {
  const ways = Array.isArray(security) ? security : []
  const declared = objectIn(objectIn(document, 'components'), 'securitySchemes')
  return ways.flatMap((way) => Object.keys(Object(way)).map((name) => dereference(document, declared[name])))
}

/** Where in a request a scheme puts its credentials; header names have no case. */
function placeOf({ type, in: place, name }: JsonObject): string {
  if (type !== 'apiKey') return 'header.authorization'
  return place === 'header' ? `header.${String(name).toLowerCase()}` : `${place}.${name}`
}

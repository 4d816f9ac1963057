import { type JsonObject, memberOf, objectIn } from '../../openapi/json.ts'
import type { Operation } from '../../openapi/list-operations.ts'
import type { Finding } from '../rules/change.ts'
import type { SchemaComparison } from '../schema/compare-schema.ts'
import { compareSecurity } from './compare-security.ts'
import type { OperationPair } from './match-operations.ts'
import { dereference, parameterPlaces, parametersIn } from './request-model.ts'
import { requirementsOf, requirementsText } from './security-model.ts'

/** The differences in the credentials of an operation, and the parameters that were compared as credentials. */
export interface Credentials {
  readonly findings: readonly Finding[]
  /** Place and name, as in `header.authorization`. */
  readonly parameters: ReadonlySet<string>
}

/** The places of a request that may hold credentials, and whether each is required. */
interface Declared {
  readonly parameters: ReadonlyMap<string, boolean>
  readonly schemes: ReadonlyMap<string, boolean>
  /** The security requirements as text. */
  readonly requirements: string
}

/**
 * Compares credentials. A parameter in one contract and a security scheme in the other that use the same place of a
 * request are the same credential, declared differently.
 */
export function compareCredentials(schemas: SchemaComparison, pair: OperationPair): Credentials {
  const was = readDeclared(schemas.before, pair.before)
  const is = readDeclared(schemas.after, pair.after)
  const becameScheme = is.schemes.size > 0
  const [from, to] = becameScheme ? [was.parameters, is.schemes] : [was.schemes, is.parameters]
  const moved = [...from.keys()].filter((path) => to.has(path))
  // Schemes on both sides are compared as security requirements.
  if (moved.length === 0 || (was.schemes.size > 0 && becameScheme)) {
    return { findings: compareSecurity(schemas, pair), parameters: new Set() }
  }
  const [before, after] = becameScheme ? ['a parameter', 'a security scheme'] : ['a security scheme', 'a parameter']
  const findings = moved.map((path): Finding => ({ rule: 'security.redeclared', path, before, after }))
  const [wasRequired, isRequired] = [from, to].map((declared) => moved.some((path) => declared.get(path)))
  const path = 'security'
  if (!wasRequired && isRequired) findings.push({ rule: 'security.required', path, after: is.requirements })
  if (wasRequired && !isRequired) findings.push({ rule: 'security.optional', path, before: was.requirements })
  return { findings, parameters: new Set(moved) }
}

function readDeclared(document: JsonObject, operation: Operation): Declared {
  const requirements = requirementsOf(document, operation)
  const isFree = requirements.some(({ size }) => size === 0)
  return {
    parameters: new Map(
      parameterPlaces.flatMap((place) => {
        const { schema, styles } = parametersIn(document, operation, place)
        const required = [schema['required']].flat()
        return [...styles.keys()].map((name) => [`${place}.${name}`, required.includes(name)] as const)
      }),
    ),
    schemes: new Map(schemesOf(document, operation).map((scheme) => [placeOf(scheme), !isFree])),
    requirements: requirementsText(requirements),
  }
}

function schemesOf(document: JsonObject, { definition }: Operation): readonly JsonObject[] {
  const security = memberOf(definition, 'security') ?? document['security']
  const requirements = Array.isArray(security) ? security : []
  const declared = objectIn(objectIn(document, 'components'), 'securitySchemes')
  return requirements.flatMap((requirement) =>
    Object.keys(Object(requirement)).map((name) => dereference(document, declared[name])),
  )
}

/** The place of a scheme's credentials in a request; header names are case-insensitive. */
function placeOf({ type, in: place, name }: JsonObject): string {
  if (type !== 'apiKey') return 'header.authorization'
  return place === 'header' ? `header.${String(name).toLowerCase()}` : `${place}.${name}`
}

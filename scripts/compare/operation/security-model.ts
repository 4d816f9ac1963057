import { isObject, type Json, type JsonObject, memberOf, objectIn } from '../../openapi/json.ts'
import type { Operation } from '../../openapi/list-operations.ts'
import { dereference } from './request-model.ts'

/** Credentials that are sent together: the scopes asked of each scheme. Empty where nothing is sent. */
export type Requirement = ReadonlyMap<string, ReadonlySet<string>>

/** The ways to authorise an operation; one is enough. */
export function requirementsOf(document: JsonObject, { definition }: Operation): readonly Requirement[] {
  const requirements = memberOf(definition, 'security') ?? document['security']
  if (!Array.isArray(requirements) || requirements.length === 0) return [new Map()]
  return requirements.map((requirement: Json) => {
    const requirementOf = Object.entries(isObject(requirement) ? requirement : {})
    return new Map(
      requirementOf.map(([name, scopes]) => [
        schemeText(document, name),
        new Set(Array.isArray(scopes) ? scopes.map(String) : []),
      ]),
    )
  })
}

/** Whether credentials that satisfy one requirement satisfy another: it asks for the same or for less. */
export function satisfies(one: Requirement, other: Requirement): boolean {
  return [...other].every(([scheme, scopes]) => {
    const sent = one.get(scheme)
    return sent !== undefined && [...scopes].every((scope) => sent.has(scope))
  })
}

/** Requirements as text, such as `oauth2 ["read"] or apiKey header X-Key`. */
export function requirementsText(requirements: readonly Requirement[]): string {
  return requirements.map(requirementText).join(' or ')
}

function requirementText(requirement: Requirement): string {
  if (requirement.size === 0) return 'nothing'
  return [...requirement]
    .map(([scheme, scopes]) => (scopes.size === 0 ? scheme : `${scheme} ${JSON.stringify([...scopes].sort())}`))
    .sort()
    .join(' and ')
}

/** A scheme as text; its name in the document is not compared. */
function schemeText(document: JsonObject, name: string): string {
  const scheme = dereference(document, objectIn(objectIn(document, 'components'), 'securitySchemes')[name])
  const { type = name, scheme: http, in: place, name: key } = scheme
  const method = typeof http === 'string' ? http.toLowerCase() : http
  const sent = place === 'header' && typeof key === 'string' ? key.toLowerCase() : key
  return [type, method, place, sent].filter((fact) => typeof fact === 'string').join(' ')
}

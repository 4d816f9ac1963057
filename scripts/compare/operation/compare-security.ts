import { canonical } from '../../openapi/canonical.ts'
import { isObject, type Json, type JsonObject, memberOf, objectIn } from '../../openapi/json.ts'
import type { Finding } from '../rules/change.ts'
import type { Comparison } from '../schema/comparison.ts'
import type { OperationPair } from './match-operations.ts'
import { dereference } from './request-model.ts'

const path = 'security'

/** The differences between the security requirements of two operations. */
export function compareSecurity({ before, after }: Comparison, pair: OperationPair): Finding[] {
  const was = requirementsIn(before, memberOf(pair.before.definition, 'security'))
  const is = requirementsIn(after, memberOf(pair.after.definition, 'security'))
  const [wasFree, isFree] = [was, is].map((requirements) => requirements.includes('nothing'))
  const removed = was.filter((requirement) => requirement !== 'nothing' && !is.includes(requirement))
  const added = is.filter((requirement) => requirement !== 'nothing' && !was.includes(requirement))
  if (wasFree && !isFree) return [{ rule: 'security.required', path, after: is.join(' or ') }]
  if (!wasFree && isFree) return [{ rule: 'security.optional', path, before: was.join(' or ') }]
  if (!wasFree && removed.length === was.length && removed.length > 0) {
    return [{ rule: 'security.changed', path, before: removed.join(' or '), after: added.join(' or ') }]
  }
  return [
    ...removed.map((requirement): Finding => ({ rule: 'security.narrowed', path, before: requirement })),
    ...added.map((requirement): Finding => ({ rule: 'security.widened', path, after: requirement })),
  ]
}

/** The security requirements, each as the text of its schemes; `nothing` where no credentials are required. */
export function requirementsIn(document: JsonObject, own: Json | undefined): readonly string[] {
  const requirements = own ?? document['security']
  if (!Array.isArray(requirements) || requirements.length === 0) return ['nothing']
  return requirements.map((requirement) => {
    const schemes = Object.entries(isObject(requirement) ? requirement : {}).map(([name, scopes]) =>
      schemeText(document, name, scopes),
    )
    return schemes.length === 0 ? 'nothing' : schemes.sort().join(' and ')
  })
}

/** A scheme as text; its name in the document is not compared. */
function schemeText(document: JsonObject, name: string, scopes: Json): string {
  const scheme = dereference(document, objectIn(objectIn(document, 'components'), 'securitySchemes')[name])
  const { type = name, scheme: http, in: place, name: key } = scheme
  const facts = [type, http, place, key].filter((fact) => typeof fact === 'string').map(String)
  const asked = Array.isArray(scopes) && scopes.length > 0 ? [canonical([...scopes].map(String).sort())] : []
  return [...facts, ...asked].join(' ')
}

import { canonical } from '../../openapi/canonical.ts'
import { isObject, type Json, type JsonObject, memberOf, objectIn } from '../../openapi/json.ts'
import type { Finding } from '../rules/change.ts'
import type { Comparison } from '../schema/comparison.ts'
import type { OperationPair } from './match-operations.ts'
import { dereference } from './request-model.ts'

const path = 'security'

/** The differences in the credentials an operation asks for. */
export function compareSecurity({ before, after }: Comparison, pair: OperationPair): Finding[] {
  const was = requirementsIn(before, memberOf(pair.before.definition, 'security'))
  const is = requirementsIn(after, memberOf(pair.after.definition, 'security'))
  const [wasFree, isFree] = [was, is].map((ways) => ways.includes('nothing'))
  const removed = was.filter((way) => way !== 'nothing' && !is.includes(way))
  const added = is.filter((way) => way !== 'nothing' && !was.includes(way))
  if (wasFree && !isFree) return [{ rule: 'security.required', path, after: is.join(' or ') }]
  if (!wasFree && isFree) return [{ rule: 'security.optional', path, before: was.join(' or ') }]
  if (!wasFree && removed.length === was.length && removed.length > 0) {
    return [{ rule: 'security.changed', path, before: removed.join(' or '), after: added.join(' or ') }]
  }
  return [
    ...removed.map((way): Finding => ({ rule: 'security.narrowed', path, before: way })),
    ...added.map((way): Finding => ({ rule: 'security.widened', path, after: way })),
  ]
}

/** The ways to authorise, each as a text of its schemes; `nothing` where none is needed. */
export function requirementsIn(document: JsonObject, own: Json | undefined): readonly string[] {
  const ways = own ?? document['security']
  if (!Array.isArray(ways) || ways.length === 0) return ['nothing']
  return ways.map((way) => {
    const schemes = Object.entries(isObject(way) ? way : {}).map(([name, scopes]) => schemeText(document, name, scopes))
    return schemes.length === 0 ? 'nothing' : schemes.sort().join(' and ')
  })
}

/** What a scheme asks for; its name in the document says nothing. */
function schemeText(document: JsonObject, name: string, scopes: Json): string {
  const scheme = dereference(document, objectIn(objectIn(document, 'components'), 'securitySchemes')[name])
  const { type = name, scheme: http, in: place, name: key } = scheme
  const facts = [type, http, place, key].filter((fact) => typeof fact === 'string').map(String)
  const asked = Array.isArray(scopes) && scopes.length > 0 ? [canonical([...scopes].map(String).sort())] : []
  return [...facts, ...asked].join(' ')
}

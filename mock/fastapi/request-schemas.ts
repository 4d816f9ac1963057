import { isRecord } from '../base/json.ts'
import type { Route } from '../endpoints/routes.ts'
import { at, contractAt } from './contract-at.ts'

/** The rule for one field of a request body. */
export interface FieldRule {
  readonly name: string
  readonly type: 'string' | 'boolean'
  readonly isEmail: boolean
  readonly isNullable: boolean
  readonly isRequired: boolean
  readonly initial: unknown
}

/**
 * Pydantic reports fields in the order of the model, but the contract file sorts them. This is the order of the reference
 * page; other fields come last.
 */
const declaredOrder = [
  'flow_token',
  'email',
  'mfa_token',
  'refresh_token',
  'tenant_id',
  'user_id',
  'method',
  'code',
  'password',
  'trust_device',
]

function fieldRule(name: string, schema: unknown, isRequired: boolean): FieldRule {
  const anyOf = at(schema, 'anyOf')
  const choices: unknown[] = Array.isArray(anyOf) ? anyOf : [schema]
  const value = choices.find((choice) => at(choice, 'type') !== 'null')
  const type = at(value, 'type')
  if (type !== 'string' && type !== 'boolean') {
    throw new Error(
      `openapi.json: the mock cannot check the request field "${name}" of type ${JSON.stringify(type)} yet`,
    )
  }
  return {
    name,
    type,
    isEmail: at(value, 'format') === 'email',
    isNullable: choices.some((choice) => at(choice, 'type') === 'null'),
    isRequired,
    initial: at(schema, 'default') ?? null,
  }
}

/** The fields of a route's JSON body, from the contract; `undefined` for a route without a body. */
export function bodyRules({ method, path }: Route): readonly FieldRule[] | undefined {
  const body = ['requestBody', 'content', 'application/json', 'schema']
  const schema = contractAt('paths', path, method.toLowerCase(), ...body)
  if (schema === undefined) return undefined
  const required = at(schema, 'required')
  const properties = at(schema, 'properties')
  const rank = (name: string): number =>
    declaredOrder.includes(name) ? declaredOrder.indexOf(name) : declaredOrder.length
  return Object.entries(isRecord(properties) ? properties : {})
    .map(([name, property]) => fieldRule(name, property, Array.isArray(required) && required.includes(name)))
    .sort((a, b) => rank(a.name) - rank(b.name))
}

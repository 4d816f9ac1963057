import { isObject, type Json, memberOf } from '../../openapi/json.ts'
import { inlineProse, plainText } from '../../openapi/markdown-text.ts'

/** Prints a reference to a component: as a link or as its bare name. */
export type LinkTo = (component: string) => string

/** A schema's type as markup, in the style of the vendor's page: `string (email)`, `array of string | null`, a link to a component. */
export function describeType(schema: Json | undefined, linkTo: LinkTo): string {
  if (!isObject(schema)) return schema === false ? 'nothing' : 'any'
  const { $ref: target, const: only, enum: values, type, format } = schema
  if (typeof target === 'string') return linkTo(nameOfComponent(target))
  if (only !== undefined) return literal(only)
  if (Array.isArray(values)) return values.map(literal).join(' | ')
  for (const [keyword, sign] of combinations) {
    const members = memberOf(schema, keyword)
    if (Array.isArray(members)) return members.map((member) => describeType(member, linkTo)).join(sign)
  }
  if (Array.isArray(type)) return type.map((each) => describeType({ ...schema, type: each }, linkTo)).join(' | ')
  if (type === 'array') return `array of ${describeType(memberOf(schema, 'items') ?? true, linkTo)}`
  if (typeof type !== 'string') return 'any'
  return plainText(typeof format === 'string' && type !== 'null' ? `${type} (${format})` : type)
}

const combinations = [
  ['anyOf', ' | '],
  ['oneOf', ' | '],
  ['allOf', ' & '],
] as const

/** The keywords that the description of a field includes, with their labels: `Default: SUCCESS`. */
const facts: readonly (readonly [keyword: string, label: string])[] = [
  ['default', 'Default'],
  ['minimum', 'Minimum'],
  ['exclusiveMinimum', 'Above'],
  ['maximum', 'Maximum'],
  ['exclusiveMaximum', 'Below'],
  ['minLength', 'Minimum length'],
  ['maxLength', 'Maximum length'],
  ['pattern', 'Pattern'],
  ['minItems', 'Minimum items'],
  ['maxItems', 'Maximum items'],
]

/** A schema without its type as markup: its description, its default and its limits. */
export function describeValue(schema: Json | undefined): string {
  const description = memberOf(schema, 'description')
  const bounds = facts.flatMap(([keyword, label]) => {
    const value = memberOf(schema, keyword)
    return value === undefined || value === null
      ? []
      : [`${label}: ${typeof value === 'string' ? plainText(value) : literal(value)}`]
  })
  const deprecated = memberOf(schema, 'deprecated') === true ? ['Deprecated.'] : []
  return [...(typeof description === 'string' ? [inlineProse(description)] : []), ...deprecated, ...bounds].join(' ')
}

/** The name in a reference to a component. */
function nameOfComponent(target: string): string {
  return target.split('/').at(-1) ?? target
}

function literal(value: Json): string {
  return plainText(JSON.stringify(value))
}

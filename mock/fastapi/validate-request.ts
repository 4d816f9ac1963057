import { isRecord } from '../base/json.ts'
import type { BodyText } from '../wire/body-text.ts'
import type { FieldRule } from './request-schemas.ts'
import { checkField, missing, type ValidationItem } from './validate-field.ts'

/** A body for the endpoint, or all validation errors. */
export type Validated =
  | { readonly ok: true; readonly body: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly items: readonly ValidationItem[] }

const refused = (...items: ValidationItem[]): Validated => ({ ok: false, items })

/** Whether FastAPI reads a body of this content type as JSON. A missing header counts as JSON. */
function isJsonType(contentType: string | undefined): boolean {
  if (contentType === undefined) return true
  const [essence = ''] = contentType.split(';')
  // Python's `email.message` does not accept a type with a second slash.
  return /^application\/(json|[^/]*\+json)$/.test(essence.trim().toLowerCase())
}

/** Checks a body against the fields of its route, as FastAPI and Pydantic do; `undefined` if Python cannot read its JSON. */
export function validateBody(
  fields: readonly FieldRule[],
  contentType: string | undefined,
  { text, json }: BodyText,
): Validated | undefined {
  if (text === '') return refused(missing(['body'], null))
  if (!isJsonType(contentType)) return validateModel(fields, text)
  if (json === undefined) return undefined
  if (json.ok) return validateModel(fields, json.value)
  return refused({
    type: 'json_invalid',
    loc: ['body', json.at],
    msg: 'JSON decode error',
    input: {},
    ctx: { error: json.msg },
  })
}

function validateModel(fields: readonly FieldRule[], input: unknown): Validated {
  if (input === null) return refused(missing(['body'], null))
  if (!isRecord(input)) {
    return refused({
      type: 'model_attributes_type',
      loc: ['body'],
      msg: 'Input should be a valid dictionary or object to extract fields from',
      input,
    })
  }
  const body: Record<string, unknown> = {}
  const items: ValidationItem[] = []
  for (const field of fields) {
    const loc = ['body', field.name]
    if (!Object.hasOwn(input, field.name)) {
      if (field.isRequired) items.push(missing(loc, input))
      else body[field.name] = field.initial
      continue
    }
    const checked = checkField(field, loc, input[field.name])
    if (checked.ok) body[field.name] = checked.value
    else items.push(checked.item)
  }
  return items.length === 0 ? { ok: true, body } : refused(...items)
}

/** Checks that the required query parameters are present. */
export function validateQuery(names: readonly string[], query: URLSearchParams): readonly ValidationItem[] {
  return names.filter((name) => !query.has(name)).map((name) => missing(['query', name], null))
}

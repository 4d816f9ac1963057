import { Ajv2020 } from 'ajv/dist/2020.js'
import { z } from 'zod'
import { routes } from '../../../mock/endpoints/routes.ts'
import { bodyRules } from '../../../mock/fastapi/request-schemas.ts'
import { validateBody } from '../../../mock/fastapi/validate-request.ts'
import { bodyText } from '../../../mock/wire/body-text.ts'
import contract from '../../../openapi.json' with { type: 'json' }
import { schemas } from '../../../src/schemas.ts'

/** The operations with a request body, and the name of its schema. */
const requestSchemas = {
  authenticate: 'AuthenticateRequest',
  identify: 'IdentifyRequest',
  login: 'scaikey__api__v1__me__auth__LoginRequest',
  refresh: 'scaikey__api__v1__me__auth__RefreshRequest',
  verify: 'PortalMFAVerifyRequest',
} as const
export type OperationWithBody = keyof typeof requestSchemas
export const operations: readonly OperationWithBody[] = ['authenticate', 'identify', 'login', 'refresh', 'verify']

/** Whether a body is accepted, by each who reads the contract. */
export type Verdicts = Readonly<Record<'generated' | 'jsonSchema' | 'ajv' | 'fastapi', boolean>>

const ajv = new Ajv2020({ strict: false, formats: { email: true } })

const readers = Object.fromEntries(
  operations.map((operation) => {
    const text = JSON.stringify(contract.components.schemas).replaceAll('#/components/schemas/', '#/$defs/')
    const schema = { $ref: `#/$defs/${requestSchemas[operation]}`, $defs: JSON.parse(text) }
    const route = routes.find((each) => each.operation === operation)
    const rules = route && bodyRules(route)
    if (rules === undefined) throw new Error(`${operation} takes no body`)
    const [jsonSchema, byAjv] = [z.fromJSONSchema(schema), ajv.compile(schema)]
    const read = (body: unknown): Verdicts => ({
      generated: z.safeParse(schemas[operation].request, body).success,
      jsonSchema: jsonSchema.safeParse(body).success,
      ajv: byAjv(body),
      fastapi: validateBody(rules, 'application/json', bodyText(JSON.stringify(body)))?.ok === true,
    })
    return [operation, read]
  }),
)

/**
 * Validates a body by the generated zod schema, by `z.fromJSONSchema` and by ajv on the contract, and by the mock, whose
 * validation answers all recorded requests as FastAPI did. ajv does not check e-mail addresses.
 */
export function judge(operation: OperationWithBody, body: unknown): Verdicts {
  const read = readers[operation]
  if (read === undefined) throw new Error(operation)
  return read(body)
}

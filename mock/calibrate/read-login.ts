import { isRecord } from '../base/json.ts'
import type { Finding, JsonAnswer, Memory } from './probe.ts'
import { readAccessToken } from './read-access-token.ts'

const textIn = (body: unknown, name: string): string | undefined => {
  const value = isRecord(body) ? body[name] : undefined
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The content of identify's answer. */
export interface IdentifiedFlow {
  readonly token: string
  readonly mustChoose: boolean
  /** The number of listed tenants. */
  readonly count: number
  readonly first: Readonly<Record<string, unknown>> | undefined
  /** The id of the first tenant. */
  readonly tenantId: string | undefined
}

/** Reads an answer of identify; `undefined` if it has no flow token. */
export function readFlow({ status, body }: JsonAnswer): IdentifiedFlow | undefined {
  const token = textIn(body, 'flow_token')
  if (status !== 200 || token === undefined || !isRecord(body)) return undefined
  const tenants = Array.isArray(body['tenants']) ? body['tenants'] : []
  const [first] = tenants
  return {
    token,
    count: tenants.length,
    mustChoose: body['requires_tenant_selection'] === true,
    tenantId: textIn(first, 'id') ?? textIn(first, 'tenant_id'),
    first: isRecord(first) ? first : undefined,
  }
}

/** The field names of the tenants that identify lists. */
export function namingFindings(tenant: Readonly<Record<string, unknown>> | undefined): readonly Finding[] {
  if (tenant === undefined) return []
  const value = 'id' in tenant ? 'id' : 'tenant_id' in tenant ? 'tenant_id' : undefined
  if (value === undefined) {
    return [{ note: `identify.tenantNaming: a tenant has neither id nor tenant_id; it has ${Object.keys(tenant)}` }]
  }
  return [{ option: 'identify.tenantNaming', value }]
}

/** Remembers the tokens of a successful login, or of its second factor, and returns the findings; `undefined` if it failed. */
export function learnLogin(answer: JsonAnswer, memory: Memory): readonly Finding[] | undefined {
  const { status, body } = answer
  const accessToken = textIn(body, 'access_token')
  if (status === 200 && accessToken !== undefined) {
    memory.session = { accessToken, refreshToken: textIn(body, 'refresh_token') }
    return [...emptyFieldsFindings(body), ...readAccessToken(accessToken)]
  }
  const mfaToken = textIn(body, 'mfa_token')
  if (mfaToken === undefined || !isRecord(body)) return undefined
  const methods = Array.isArray(body['available_methods']) ? body['available_methods'].map(String) : []
  memory.challenge = { mfaToken, userId: textIn(body, 'user_id') ?? '', methods }
  const word = textIn(body, 'status')
  return [
    { option: 'mfa.httpStatus', value: status },
    ...(word === undefined ? [] : [{ option: 'mfa.statusWord', value: word } as const]),
    ...emptyFieldsFindings(body),
  ]
}

/** At least one field of authenticate's answer does not apply: it is null, or left out. */
function emptyFieldsFindings(body: unknown): readonly Finding[] {
  if (!isRecord(body) || !('status' in body)) return []
  const isNull = Object.values(body).includes(null)
  return [{ option: 'answers.emptyFields', value: isNull ? 'null' : 'left_out' }]
}

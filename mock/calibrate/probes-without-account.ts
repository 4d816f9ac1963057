import { operations } from '../../src/generated/operations.ts'
import { isRecord } from '../base/json.ts'
import type { Finding, JsonAnswer, Probe } from './probe.ts'
import { namingFindings, readFlow } from './read-login.ts'
import { readRefusal, refusalFindings } from './read-refusal.ts'

const { identify, authenticate, verify, refresh, logout } = operations

/** An unknown e-mail: the domain is reserved. */
const unknownEmail = 'calibration-unknown@example.com'
/** Wrong for any account. */
export const wrongPassword = 'calibration-wrong-password'

const unknownToken = 'calibration-unknown-token'

/** The protected call that shows whether a token is valid. */
export const me: { readonly method: 'GET'; readonly path: string } = { method: 'GET', path: '/api/v1/me' }

/** A malformed body tells nothing about an option: the mock answers as FastAPI does. Any other answer becomes a note. */
const validationFindings = ({ status, body }: JsonAnswer): readonly Finding[] => {
  const items = isRecord(body) && Array.isArray(body['detail']) ? body['detail'] : []
  const isFastApi = status === 422 && items.length > 0 && items.every((item) => isRecord(item) && 'loc' in item)
  return isFastApi
    ? []
    : [{ note: `validation: answered ${status} in another form than FastAPI’s, which the mock has` }]
}

/** The requests without an account, in the order of sending. */
export const probesWithoutAccount: readonly Probe[] = [
  {
    ...identify,
    purpose: 'a body without an e-mail: how validation answers',
    request: () => ({ body: {} }),
    learn: validationFindings,
  },
  {
    ...identify,
    purpose: 'a body that is not JSON: how validation answers',
    request: () => ({ body: '{' }),
    learn: validationFindings,
  },
  {
    ...me,
    purpose: 'no token: refusals.notAuthenticated',
    request: () => ({}),
    learn: refusalFindings('refusals.notAuthenticated'),
  },
  {
    ...me,
    purpose: 'a malformed token: refusals.accessTokenInvalid',
    request: () => ({ bearer: unknownToken }),
    learn: refusalFindings('refusals.accessTokenInvalid'),
  },
  {
    ...authenticate,
    purpose: 'an unknown flow token: refusals.flowTokenInvalid',
    request: () => ({ body: { flow_token: unknownToken, password: wrongPassword } }),
    learn: refusalFindings('refusals.flowTokenInvalid'),
  },
  {
    ...verify,
    purpose: 'an unknown MFA token: refusals.mfaTokenInvalid',
    request: () => ({ body: { mfa_token: unknownToken, user_id: unknownToken, method: 'totp', code: '000000' } }),
    learn: refusalFindings('refusals.mfaTokenInvalid'),
  },
  {
    ...refresh,
    purpose: 'an unknown refresh token: refusals.refreshRefused',
    request: () => ({ body: { refresh_token: unknownToken } }),
    learn: refusalFindings('refusals.refreshRefused'),
  },
  {
    ...logout,
    purpose: 'no token: logout.withoutToken',
    request: () => ({}),
    learn(answer) {
      if (answer.status === 200) return [{ option: 'logout.withoutToken', value: 'answer' }, ...logoutFindings(answer)]
      const refusal = readRefusal(answer)
      if (typeof refusal === 'string') return [{ note: `logout.withoutToken: ${refusal}` }]
      return [{ option: 'logout.withoutToken', value: 'refuse' }]
    },
  },
  {
    ...identify,
    purpose: `the unknown e-mail ${unknownEmail}: identify.unknownEmail, identify.tenantNaming`,
    request: () => ({ body: { email: unknownEmail } }),
    learn(answer, memory) {
      const flow = readFlow(answer)
      if (flow === undefined) {
        return [{ note: `identify.unknownEmail: answered ${answer.status} without a flow token` }]
      }
      memory.unknownFlow = flow
      const isListed = flow.count > 0
      const doubt = {
        note: 'identify.unknownEmail: no tenant was listed, which could also be a single one that is hidden',
      }
      return [
        { option: 'identify.unknownEmail', value: isListed ? 'decoy' : 'no_tenants' },
        ...(isListed ? namingFindings(flow.first) : [doubt]),
      ]
    },
  },
  {
    ...authenticate,
    purpose: 'a password for that e-mail: refusals.invalidCredentials',
    request: ({ unknownFlow }) =>
      unknownFlow === undefined
        ? 'identify gave no flow token'
        : {
            body: {
              flow_token: unknownFlow.token,
              password: wrongPassword,
              ...(unknownFlow.tenantId !== undefined && { tenant_id: unknownFlow.tenantId }),
            },
          },
    learn: refusalFindings('refusals.invalidCredentials'),
  },
]

/** The body of a logout's answer. */
export function logoutFindings({ status, body }: JsonAnswer): readonly Finding[] {
  if (status === 200 && isRecord(body)) return [{ option: 'answers.logout', value: body }]
  return [{ note: `answers.logout: answered ${status}; the mock answers 200 with an object` }]
}

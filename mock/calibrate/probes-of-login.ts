import { operations } from '../../src/generated/operations.ts'
import type { Account, Memory, Probe, Sent } from './probe.ts'
import { wrongPassword } from './probes-without-account.ts'
import { learnLogin, namingFindings, readFlow } from './read-login.ts'
import { refusalFindings } from './read-refusal.ts'

const { identify, authenticate, login, verify } = operations

/** Sends only after the portal accepted the account's password, so that a mistyped password is tried once. */
const afterLogin =
  (request: (memory: Memory) => Sent | string): Probe['request'] =>
  (memory) =>
    memory.isPasswordRight ? request(memory) : 'the portal did not accept the password'

const withTenant = (tenantId: string | undefined): object => (tenantId === undefined ? {} : { tenant_id: tenantId })

/** A password for the present flow. */
const passwordOn = (memory: Memory, password: string, tenantId?: string): Sent | string =>
  memory.flow === undefined
    ? 'identify gave no flow token'
    : { body: { flow_token: memory.flow.token, password, ...withTenant(tenantId ?? memory.flow.tenantId) } }

/** A code that is almost certainly wrong. */
const wrongCode = (challenge: Memory['challenge'], method: string): Sent | string =>
  challenge === undefined
    ? 'the account has no second factor'
    : { body: { mfa_token: challenge.mfaToken, user_id: challenge.userId, method, code: '000000' } }

/** Starts a flow for the account. */
const identifyAgain = (account: Account, purpose: string, why: (memory: Memory) => string | undefined): Probe => ({
  ...identify,
  purpose,
  request: afterLogin((memory) => why(memory) ?? { body: { email: account.email } }),
  learn(answer, memory) {
    memory.flow = readFlow(answer)
    memory.isFlowTried = false
    return []
  },
})

/** The first login of the account. */
export const firstLogin = (account: Account): readonly Probe[] => [
  {
    ...identify,
    purpose: 'the account’s e-mail: identify.listsTenants, identify.tenantNaming',
    request: () => ({ body: { email: account.email } }),
    learn(answer, memory) {
      const flow = readFlow(answer)
      memory.flow = flow
      if (flow === undefined) return [{ note: `identify: answered ${answer.status} without a flow token` }]
      const listed = flow.count === 0 ? 'several' : 'always'
      return [
        ...(flow.mustChoose ? [] : [{ option: 'identify.listsTenants', value: listed } as const]),
        ...namingFindings(flow.first),
      ]
    },
  },
  {
    ...authenticate,
    purpose: 'the account’s password: access.*, mfa.*, answers.emptyFields',
    request: (memory) => passwordOn(memory, account.password, account.tenantId),
    learn(answer, memory) {
      const findings = learnLogin(answer, memory)
      memory.isPasswordRight = findings !== undefined
      return (
        findings ?? [
          { note: `the account’s password was answered ${answer.status}; nothing else is sent for the account` },
        ]
      )
    },
  },
  {
    ...login,
    purpose: 'the one-step login of an account with a second factor: login.mfaUsers, refusals.mfaRequired',
    request({ challenge, flow }) {
      if (challenge === undefined) return 'the account has no second factor'
      const { email, password, tenantId = flow?.tenantId } = account
      return { body: { email, password, ...withTenant(tenantId) } }
    },
    learn(answer, memory) {
      const findings = learnLogin(answer, memory)
      if (findings !== undefined) return [{ option: 'login.mfaUsers', value: 'skip_mfa' }, ...findings]
      const refused = refusalFindings('refusals.mfaRequired')(answer)
      return refused.some((finding) => 'note' in finding)
        ? refused
        : [{ option: 'login.mfaUsers', value: 'refuse' }, ...refused]
    },
  },
]

/** A login without the tenant, for an account that must choose one. */
export const loginWithoutTenant = (account: Account): readonly Probe[] => [
  identifyAgain(account, 'the account’s e-mail, for the next request', ({ flow }) =>
    flow?.mustChoose ? undefined : 'the account does not choose a tenant',
  ),
  {
    ...authenticate,
    purpose: 'the account’s password and no tenant: refusals.tenantRequired',
    request: afterLogin(({ flow }) =>
      flow?.mustChoose
        ? { body: { flow_token: flow.token, password: account.password } }
        : 'the account does not choose a tenant',
    ),
    learn(answer, memory) {
      const isLoggedIn = learnLogin(answer, memory) !== undefined
      return isLoggedIn
        ? [{ note: 'refusals.tenantRequired: a login without a tenant succeeded' }]
        : refusalFindings('refusals.tenantRequired')(answer)
    },
  },
]

/** Failures that the portal may count for the account, the least harmful first. Each group is sent as a whole. */
export const chargedLogins = (account: Account): readonly (readonly Probe[])[] => [
  [
    identifyAgain(account, 'the account’s e-mail, for the next two requests', () => undefined),
    {
      ...authenticate,
      purpose: 'a wrong password for the account: refusals.invalidCredentials',
      request: afterLogin((memory) => passwordOn(memory, wrongPassword, account.tenantId)),
      learn(answer, memory) {
        memory.isFlowTried = true
        return refusalFindings('refusals.invalidCredentials')(answer)
      },
    },
    {
      ...authenticate,
      purpose: 'the right password on the same flow token: flow.endsOn',
      request: afterLogin((memory) =>
        memory.isFlowTried ? passwordOn(memory, account.password, account.tenantId) : 'no wrong password was sent',
      ),
      // The password is right, so a refusal is about the flow token.
      learn: (answer, memory) => [
        { option: 'flow.endsOn', value: learnLogin(answer, memory) === undefined ? 'attempt' : 'success' },
      ],
    },
  ],
  [
    {
      ...login,
      purpose: 'the account’s password and a foreign tenant: refusals.foreignTenant',
      request: afterLogin(() => {
        const { email, password } = account
        return { body: { email, password, tenant_id: 'calibration-unknown-tenant' } }
      }),
      learn: refusalFindings('refusals.foreignTenant'),
    },
  ],
  [
    {
      ...verify,
      purpose: 'a second factor that the account does not have: refusals.mfaMethodUnavailable',
      request: afterLogin(({ challenge }) => {
        const method = ['email', 'backup_code', 'totp'].find((name) => !challenge?.methods.includes(name))
        return method === undefined ? 'the account has every second factor' : wrongCode(challenge, method)
      }),
      learn: refusalFindings('refusals.mfaMethodUnavailable'),
    },
    {
      ...verify,
      purpose: 'a wrong code for the second factor: refusals.mfaCodeRejected',
      request: afterLogin(({ challenge }) => {
        // Not e-mail: no code was sent, and the portal may answer that instead.
        const known = ['totp', 'backup_code'].find((name) => challenge?.methods.includes(name))
        return wrongCode(challenge, known ?? challenge?.methods[0] ?? 'totp')
      }),
      learn: refusalFindings('refusals.mfaCodeRejected'),
    },
  ],
]

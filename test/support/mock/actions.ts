import fc from 'fast-check'
import type { FaultOutcome, FaultRule, PortalMock } from '../../../mock/index.ts'
import { type Answer, createDriver } from './driver.ts'

const users = ['plain', 'totp', 'email', 'backup', 'all', 'suspended', 'nobody'] as const
export type UserName = (typeof users)[number]

/** An action of an attacker, a user or an administrator. Its numbers are indexes into the tokens seen so far. */
export type Action =
  | { kind: 'identify'; user: UserName }
  | { kind: 'authenticate'; flow: number; isRight: boolean; device: number }
  | { kind: 'login'; user: UserName; isRight: boolean }
  | { kind: 'send'; challenge: number }
  | {
      kind: 'verify'
      challenge: number
      method: 'totp' | 'email' | 'backup_code'
      code: Code
      trust: boolean
      device: number
    }
  | { kind: 'refresh'; token: number }
  | { kind: 'logout'; token: number }
  | { kind: 'advance'; ms: number }
  | { kind: 'suspend'; user: UserName | 'acme'; isSuspended: boolean }
  | { kind: 'fault'; rule: FaultRule }
  | { kind: 'rotate'; overlapMs: number }
type Code = 'right' | 'wrong' | 'used'

const pick = fc.constantFrom(0, 0, 0, 1, 2, 3)
const user = fc.constantFrom(...users)
const device = fc.nat(1)
const mostly = fc.constantFrom(true, true, false)
const method = fc.constantFrom<'totp' | 'email' | 'backup_code'>('totp', 'email', 'backup_code')
const code = fc.constantFrom<Code>('right', 'right', 'wrong', 'used')

/** The fields of one kind of action. */
const of = <K extends Action['kind']>(
  kind: K,
  fields: { [F in keyof Omit<Extract<Action, { kind: K }>, 'kind'>]: fc.Arbitrary<unknown> },
): fc.Arbitrary<Action> =>
  fc.record({ kind: fc.constant(kind), ...fields }) as fc.Arbitrary<unknown> as fc.Arbitrary<Action>

const faultRule: fc.Arbitrary<FaultRule> = fc.record(
  {
    operation: fc.constantFrom('*', 'identify', 'authenticate', 'login', 'refresh'),
    times: fc.constantFrom<number | 'always'>(1, 2, 'always'),
    nth: fc.constantFrom(1, 2, 3),
    probability: fc.constantFrom(0.2, 0.5, 1),
    then: fc.constantFrom<FaultOutcome>(
      { status: 503 },
      { status: 200, body: { tenants: [{ id: 'tnt_x' }] } },
      'expired-token',
      {
        clockSkewMs: 60_000,
      },
    ),
  },
  { requiredKeys: ['operation', 'then'] },
)

const weighted = (weight: number, arbitrary: fc.Arbitrary<Action>) => ({ weight, arbitrary })

/** Sequences of actions, weighted so that many of them succeed. */
export const actions: fc.Arbitrary<Action[]> = fc.array(
  fc.oneof(
    weighted(4, of('identify', { user })),
    weighted(5, of('authenticate', { flow: pick, isRight: mostly, device })),
    weighted(2, of('login', { user, isRight: mostly })),
    weighted(2, of('send', { challenge: pick })),
    weighted(5, of('verify', { challenge: pick, method, code, trust: fc.boolean(), device })),
    weighted(6, of('refresh', { token: pick })),
    weighted(1, of('logout', { token: pick })),
    weighted(1, of('advance', { ms: fc.constantFrom(1_000, 31_000, 400_000, 3_600_000) })),
    weighted(1, of('suspend', { user: fc.constantFrom(...users, 'acme' as const), isSuspended: fc.boolean() })),
  ),
  { minLength: 20, maxLength: 60, size: 'max' },
)

/** The same sequences with the actions of a test on its portal: faults and key rotation. */
export const actionsOfTests: fc.Arbitrary<Action[]> = fc.array(
  fc.oneof(
    weighted(4, of('identify', { user })),
    weighted(5, of('authenticate', { flow: pick, isRight: mostly, device })),
    weighted(3, of('login', { user, isRight: mostly })),
    weighted(3, of('refresh', { token: pick })),
    weighted(1, of('advance', { ms: fc.constantFrom(1_000, 400_000) })),
    weighted(3, of('fault', { rule: faultRule })),
    weighted(1, of('rotate', { overlapMs: fc.constantFrom(0, 300_000) })),
  ),
  { minLength: 20, maxLength: 60, size: 'max' },
)

/** The tokens seen so far, to be tried again. */
export interface Seen {
  flows: { token: unknown; user: UserName; tenantId: unknown }[]
  challenges: { mfa_token: unknown; user_id: unknown; user: UserName }[]
  sessions: { access: unknown; refresh: unknown; user: UserName }[]
  usedCodes: string[]
}
export const nothingSeen = (): Seen => ({ flows: [], challenges: [], sessions: [], usedCodes: [] })

const emailOf = (name: UserName) => `${name}@acme.example`
const passwordOf = (name: UserName, isRight: boolean) => (isRight ? `${name}-password-1` : 'wrong')
const nth = <T>(list: readonly T[], n: number): T | undefined => list[list.length - 1 - (n % Math.max(1, list.length))]

/** The result of an action. `user` is its user; `wasRight` tells whether the second factor was correct. */
export interface Outcome {
  answer: Answer | undefined
  user: UserName | undefined
  device: number
  wasRight: boolean
}

/** Performs one action and records its result. */
export async function act(portal: PortalMock, seen: Seen, action: Action): Promise<Outcome> {
  const d = createDriver(portal.fetch)
  const headers = 'device' in action ? { 'user-agent': `device ${action.device}` } : {}
  const outcome = (answer?: Answer, owner?: UserName, wasRight = false): Outcome => {
    const { access_token: access, refresh_token: refresh, mfa_token, user_id } = answer?.body ?? {}
    if (owner !== undefined && typeof access === 'string') seen.sessions.push({ access, refresh, user: owner })
    if (owner !== undefined && typeof mfa_token === 'string') seen.challenges.push({ mfa_token, user_id, user: owner })
    return { answer, user: owner, device: 'device' in action ? action.device : -1, wasRight }
  }
  switch (action.kind) {
    case 'identify': {
      const answer = await d.identify(emailOf(action.user))
      const [tenant] = (answer.body['tenants'] ?? []) as { id: string }[]
      seen.flows.push({ token: answer.body['flow_token'], user: action.user, tenantId: tenant?.id })
      return outcome(answer)
    }
    case 'authenticate': {
      const flow = nth(seen.flows, action.flow)
      if (flow === undefined) return outcome()
      const password = passwordOf(flow.user, action.isRight)
      const body = { flow_token: flow.token, password, tenant_id: flow.tenantId }
      return outcome(await d.authenticate(body, headers), flow.user)
    }
    case 'login':
      return outcome(
        await d.login({ email: emailOf(action.user), password: passwordOf(action.user, action.isRight) }),
        action.user,
      )
    case 'send': {
      const challenge = nth(seen.challenges, action.challenge)
      if (challenge === undefined) return outcome()
      const query = `mfa_token=${challenge.mfa_token}&user_id=${challenge.user_id}`
      return outcome(await d.post(`/api/v1/auth/tenants/acme/mfa/email/send?${query}`, {}))
    }
    case 'verify': {
      const challenge = nth(seen.challenges, action.challenge)
      if (challenge === undefined) return outcome()
      const right = rightCode(portal, challenge.user, action.method)
      const code = action.code === 'right' ? right : action.code === 'used' ? seen.usedCodes.at(-1) : '000000'
      const { mfa_token, user_id, user: owner } = challenge
      const body = { mfa_token, user_id, method: action.method, code: code ?? '', trust_device: action.trust }
      const answer = await d.verify(body, headers)
      if (answer.status === 200 && code !== undefined) seen.usedCodes.push(code)
      return outcome(answer, owner, action.code === 'right')
    }
    case 'refresh': {
      const session = nth(seen.sessions, action.token)
      return session === undefined ? outcome() : outcome(await d.refresh(session.refresh), session.user)
    }
    case 'logout':
      return outcome(await d.logout(nth(seen.sessions, action.token)?.access))
    case 'advance':
      portal.clock.advance(action.ms)
      return outcome()
    case 'suspend': {
      const status = action.isSuspended ? 'SUSPENDED' : 'ACTIVE'
      if (action.user === 'acme') portal.tenants.setStatus('acme', status)
      else if (action.user !== 'nobody') portal.users.setStatus(emailOf(action.user), status)
      return outcome()
    }
    case 'fault':
      portal.faults.add(action.rule)
      return outcome()
    case 'rotate':
      portal.keys.rotate({ overlapMs: action.overlapMs })
      return outcome()
  }
}

function rightCode(portal: PortalMock, name: UserName, method: 'totp' | 'email' | 'backup_code'): string | undefined {
  const found = portal.users.find(emailOf(name))
  if (method === 'totp') return found?.mfa.includes('totp') ? portal.totp(emailOf(name)) : undefined
  return method === 'email' ? portal.outbox.latest(emailOf(name))?.code : found?.backupCodes?.[0]
}

import { expect, test, vi } from 'vitest'
import { seedTenantsInto } from '../../../mock/accounts/seed-users.ts'
import { addUser, type NewUser } from '../../../mock/accounts/users.ts'
import { matchRoute } from '../../../mock/fastapi/match-route.ts'
import { respond } from '../../../mock/fastapi/respond.ts'
import { createKeyring } from '../../../mock/keys/keyring.ts'
import { resolvePolicy } from '../../../mock/policy/resolve-policy.ts'
import { emptyState, type LiveState } from '../../../mock/state/state.ts'
import { bodyText } from '../../../mock/wire/body-text.ts'
import { createTestPortal, NOON_MS } from '../../support/mock/driver.ts'

/** Every third user has a second factor, every eleventh is suspended; their tenants are spread unevenly. */
const TENANT_SETS = [['acme'], ['acme'], ['acme'], ['globex'], ['initech', 'acme'], ['acme', 'globex', 'initech']]
const newUser = (i: number): NewUser => ({
  email: emailOf('known', i),
  password: 'right',
  firstName: 'Ada',
  lastName: 'L',
  tenants: TENANT_SETS[(i * 7) % TENANT_SETS.length] ?? [],
  mfa: i % 3 === 0 ? ['totp'] : [],
  status: i % 11 === 0 ? 'SUSPENDED' : 'ACTIVE',
})

/** Of one length and one form. Which of them exist follows no pattern a classifier could find in the name. */
const emailOf = (kind: 'known' | 'other', i: number): string =>
  `u${String(i * 2 + (kind === 'known' ? 1 : 0)).padStart(6, '0')}@acme.example`

interface Sample {
  isKnown: boolean
  signature: string
}

/** What an outsider sees of an answer, without random values: of tokens, only their form. */
async function signatureOf(response: Response): Promise<{ signature: string; body: Record<string, unknown> }> {
  const text = await response.text()
  const form = text.replace(/[A-Za-z0-9]{43}/g, (token) => `<${token.length}>`)
  return {
    signature: JSON.stringify([response.status, [...response.headers], text.length, form]),
    body: JSON.parse(text),
  }
}

/** How many of the second half are guessed right by someone who has learnt from the first half what each signature means. */
function accuracyOf(samples: readonly Sample[]): number {
  const half = samples.length / 2
  const votes = new Map<string, number>()
  for (const { isKnown, signature } of samples.slice(0, half)) {
    votes.set(signature, (votes.get(signature) ?? 0) + (isKnown ? 1 : -1))
  }
  const isRight = ({ isKnown, signature }: Sample) => (votes.get(signature) ?? 0) > 0 === isKnown
  return samples.slice(half).filter(isRight).length / half
}

const HOW_MANY = 2_000
/** Of 2,000 fair coins fewer than 46 % or more than 54 % show heads once in 3,000 tries. */
const CHANCE = { least: 0.46, most: 0.54 }

test('enumeration: 2,000 known e-mails cannot be distinguished from 2,000 unknown ones', {
  timeout: 60_000,
}, async () => {
  const { portal } = createTestPortal({ seedUsers: false })
  for (let i = 0; i < HOW_MANY; i += 1) portal.users.add(newUser(i))
  const samples: Record<'identify' | 'authenticate' | 'login', Sample[]> = { identify: [], authenticate: [], login: [] }
  const ask = async (operation: keyof typeof samples, isKnown: boolean, body: unknown) => {
    const response = await portal.fetch(`/api/v1/auth/${operation}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    })
    const { signature, body: answer } = await signatureOf(response)
    samples[operation].push({ isKnown, signature })
    return answer
  }
  for (let i = 0; i < HOW_MANY; i += 1) {
    for (const kind of ['known', 'other'] as const) {
      const email = emailOf(kind, i)
      const isKnown = kind === 'known'
      const { flow_token, tenants } = await ask('identify', isKnown, { email })
      const [first] = tenants as { id: string }[]
      await ask('authenticate', isKnown, { flow_token, password: 'wrong', tenant_id: i % 2 === 0 ? first?.id : null })
      await ask('login', isKnown, { email, password: 'wrong' })
    }
  }
  for (const [operation, seen] of Object.entries(samples)) {
    const accuracy = accuracyOf(seen)
    expect([operation, seen.length, accuracy > CHANCE.least && accuracy < CHANCE.most ? 'chance' : accuracy]).toEqual([
      operation,
      2 * HOW_MANY,
      'chance',
    ])
  }
})

test('enumeration: the classifier finds a planted difference', () => {
  const samples = Array.from({ length: 100 }, (_, i) => ({ isKnown: i % 2 === 0, signature: String(i % 2) }))
  expect(accuracyOf(samples)).toBe(1)
})

/** Counts every look-up in the tables of a state, by table. */
function counting(state: LiveState): { state: LiveState; counts: Record<string, number> } {
  const counts: Record<string, number> = {}
  const count = (name: string) => {
    counts[name] = (counts[name] ?? 0) + 1
  }
  const tables = Object.entries(state).map(([name, table]) => {
    if (typeof table !== 'object') return [name, table]
    const counted = new Proxy(table, {
      get(target, key, receiver) {
        count(name)
        // A map's methods work on the map alone.
        if (target instanceof Map) return Reflect.get(target, key, target).bind(target)
        return Reflect.get(target, key, receiver)
      },
      has(target, key) {
        count(name)
        return Reflect.has(target, key)
      },
      getOwnPropertyDescriptor(target, key) {
        count(name)
        return Reflect.getOwnPropertyDescriptor(target, key)
      },
      ownKeys(target) {
        count(name)
        return Reflect.ownKeys(target)
      },
    })
    return [name, counted]
  })
  return { state: Object.fromEntries(tables), counts }
}

test('enumeration: a known and an unknown e-mail cost the same digests, draws and look-ups', async () => {
  const policy = resolvePolicy()
  const keys = createKeyring()
  const plain = emptyState(1)
  seedTenantsInto(plain)
  for (let i = 0; i < 60; i += 1) addUser(plain, policy, newUser(i))
  const digest = vi.spyOn(process.getBuiltinModule('node:crypto'), 'createHash')

  const workOf = async (operation: string, body: unknown) => {
    const { state, counts } = counting(plain)
    digest.mockClear()
    const path = `/api/v1/auth/${operation}`
    const response = await respond(
      {
        match: matchRoute('POST', path),
        url: new URL(path, 'http://portal.test'),
        headers: {},
        body: bodyText(JSON.stringify(body)),
      },
      { world: { state, policy, nowMs: NOON_MS }, keys },
    )
    const answer = JSON.parse(String(response.body))
    return { answer, work: { digests: digest.mock.calls.length, ...counts } }
  }
  const worksOf = async (kind: 'known' | 'other') => {
    const seen = { identify: new Set<string>(), authenticate: new Set<string>(), login: new Set<string>() }
    for (let i = 0; i < 60; i += 1) {
      const email = emailOf(kind, i)
      const { answer, work } = await workOf('identify', { email })
      const tenants = answer.tenants.length
      seen.identify.add(JSON.stringify([tenants, work]))
      const attempt = { flow_token: answer.flow_token, password: 'wrong', tenant_id: answer.tenants[0].id }
      seen.authenticate.add(JSON.stringify([tenants, (await workOf('authenticate', attempt)).work]))
      seen.login.add(JSON.stringify([tenants, (await workOf('login', { email, password: 'wrong' })).work]))
    }
    return {
      identify: [...seen.identify].sort(),
      authenticate: [...seen.authenticate].sort(),
      login: [...seen.login].sort(),
    }
  }
  const [known, other] = [await worksOf('known'), await worksOf('other')]
  expect(other).toEqual(known)
  expect(known.authenticate[0]).toContain('"digests":2')
  expect(known.identify[0]).toMatch(/"users":\d+/)
})

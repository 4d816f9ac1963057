import { isDeepStrictEqual } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import recorded from '../../fixtures/fastapi-answers.json' with { type: 'json' }
import { createTestPortal } from '../../support/mock/driver.ts'
import { type Reached, transportNames, transports } from '../../support/mock/transports.ts'

interface Recorded {
  name: string
  request: { method: string; path: string; headers: Record<string, string>; body: string | null }
  response: { status: number; contentType: string | null; allow: string | null; location: string | null; body: unknown }
}

const answers = recorded as Recorded[]

async function replay({ origin, send }: Reached, { request }: Recorded): Promise<Recorded['response']> {
  const { method, path, headers, body } = request
  const bytes = body === null ? null : new TextEncoder().encode(body)
  const response = await send(path, { method, headers, body: bytes, redirect: 'manual' })
  const text = await response.text()
  return {
    status: response.status,
    contentType: response.headers.get('content-type'),
    allow: response.headers.get('allow'),
    location: response.headers.get('location')?.replace(origin, 'http://testserver') ?? null,
    body: text === '' || response.headers.get('content-type')?.startsWith('text/') ? null : JSON.parse(text),
  }
}

/** What the recording endpoints were not: the rules behind a request that passes validation. */
const REFUSED_BY_A_RULE: Readonly<Record<string, readonly [operation: string, status: number]>> = {
  '/api/v1/auth/identify': ['identify', 200],
  '/api/v1/auth/authenticate': ['authenticate', 400],
  '/api/v1/auth/login': ['login', 401],
  '/api/v1/auth/mfa/verify': ['verify', 401],
  '/api/v1/auth/refresh': ['refresh', 401],
  '/api/v1/auth/logout': ['logout', 200],
}

interface Detail {
  type: string
  loc: unknown[]
  msg: string
}
const withoutWords = ({ status, body }: Recorded['response']) => {
  const { detail } = Object(body)
  return JSON.stringify([status, Array.isArray(detail) ? detail.map(({ type, loc }: Detail) => [type, loc]) : detail])
}

/** How an answer compares with the recorded one. Other wording is let pass in messages about an e-mail address only, and counted. */
function classOf({ request, response }: Recorded, answer: Recorded['response'], operation: unknown): string {
  if (response.status === 200) {
    const isLetThrough = isDeepStrictEqual([operation, answer.status], REFUSED_BY_A_RULE[request.path])
    return isLetThrough ? 'let through to its endpoint' : `stopped with ${answer.status}`
  }
  if (isDeepStrictEqual(answer, response)) return 'to the letter'
  const isAboutAnEmail = JSON.stringify(response.body).includes('not a valid email address')
  return isAboutAnEmail && withoutWords(answer) === withoutWords(response) ? 'another wording' : 'otherwise'
}

test.for(transportNames)(
  'fastapi: all 351 recorded answers over %s, 247 to the letter, 104 let through',
  { timeout: 60_000 },
  async (name) => {
    // Without a lock, and without tenants to choose: many of the recorded requests name one e-mail, none a tenant.
    const policy = { lockout: { maxFailures: 1000 }, identify: { unknownEmail: 'no_tenants' } } as const
    const { portal } = createTestPortal({ policy })
    const reached = await transports[name](portal)
    onTestFinished(() => reached.close())
    const namesOf: Record<string, string[]> = {}
    for (const each of answers) {
      const answer = await replay(reached, each)
      const group = classOf(each, answer, portal.requests.at(-1)?.operation)
      namesOf[group] = [...(namesOf[group] ?? []), each.name]
    }
    const { 'to the letter': toTheLetter = [], 'let through to its endpoint': letThrough = [], ...exceptions } = namesOf
    expect(exceptions).toEqual({})
    expect([toTheLetter.length, letThrough.length]).toEqual([247, 104])
  },
)

test('fastapi: a body that is not UTF-8 is a 400', async () => {
  const request = new Request('http://testserver/api/v1/auth/identify', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: new Uint8Array([0x22, 0xff, 0x22]),
  })
  const response = await createTestPortal().portal.fetch(request)
  expect([response.status, await response.json()]).toEqual([400, { detail: 'There was an error parsing the body' }])
})

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)

test.for([
  ['a body nested as deep as Python follows', nested(1000), 422],
  ['a body nested deeper', nested(1001), 400],
  ['a body nested a hundred thousand deep', nested(100_000), 400],
  ['one that is never closed', '{"email":'.repeat(100_000), 400],
  ['one with an empty list for each level there could be', JSON.stringify(Array(2000).fill([])), 422],
  ['a string of brackets, escaped quotes among them', JSON.stringify('"['.repeat(2000)), 422],
  ['a string of brackets that is never closed', `"${'['.repeat(2000)}`, 422],
] as const)('fastapi: %s is answered with %s', async ([, body, status]) => {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body }
  const response = await createTestPortal().portal.fetch('/api/v1/auth/identify', init)
  expect(response.status).toBe(status)
  if (status === 400) expect(await response.json()).toEqual({ detail: 'There was an error parsing the body' })
})

test.for([
  ['/api/v1/auth/%69dentify', 422],
  ['/%61pi/v1/auth/identify', 422],
  ['/api/v1/auth/identify%2F', 307],
  ['/api/v1%2Fauth/identify', 422],
  ['/api/v1/auth/identify%zz', 404],
  ['/api/v1/auth/%ff', 404],
  ['/api/v1/auth/tenants/a%2Fb/mfa/email/send', 404],
] as const)('fastapi: the path %s is decoded before it is matched', async ([path, status]) => {
  expect((await createTestPortal().portal.fetch(path, { method: 'POST' })).status).toBe(status)
})

test.for([
  ['nested too deep', nested(1001)],
  ['of too long an integer', '1'.repeat(4301)],
] as const)('fastapi: a text %s is not unreadable JSON', async ([, body]) => {
  const init = { method: 'POST', headers: { 'content-type': 'text/plain' }, body }
  const response = await createTestPortal().portal.fetch('/api/v1/auth/identify', init)
  expect((await response.json()).detail[0].type).toBe('model_attributes_type')
})

test('fastapi: a string body as fetch sends it, without a JSON content type, is rejected', async () => {
  const init = { method: 'POST', body: '{"email":"ada@example.com"}' }
  const response = await createTestPortal().portal.fetch('/api/v1/auth/identify', init)
  expect((await response.json()).detail[0].type).toBe('model_attributes_type')
})

test.for([
  ['application/+json', 200],
  ['Application/Hal+JSON ; charset="/"', 200],
  ['application/x/y+json', 422],
  ['application/json/', 422],
] as const)('fastapi: a body of %s is answered with %s', async ([type, status]) => {
  const init = { method: 'POST', headers: { 'content-type': type }, body: '{"email":"ada@example.com"}' }
  expect((await createTestPortal().portal.fetch('/api/v1/auth/identify', init)).status).toBe(status)
})

/** How a body is answered, to the letter. */
async function answerTo(path: string, body: string): Promise<readonly [status: number, said: string]> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body }
  const response = await createTestPortal().portal.fetch(`/api/v1/auth/${path}`, init)
  return [response.status, await response.text()]
}

const ones = (howMany: number): string => '1'.repeat(howMany)
const notString = (input: string): string =>
  `{"detail":[{"type":"string_type","loc":["body","email"],"msg":"Input should be a valid string","input":${input}}]}`
const parsingFailed = '{"detail":"There was an error parsing the body"}'

test.for([
  ['an integer of 400 digits', `{"email":${ones(400)}}`, 422, notString(ones(400))],
  ['one below zero, deep inside', `{"email":[{"a":-${ones(4300)}}]}`, 422, notString(`[{"a":-${ones(4300)}}]`)],
  ['one beside a NaN that is not quoted', `{"x":NaN,"email":${ones(400)}}`, 422, notString(ones(400))],
  ['an integer of 4301 digits', `{"email":${ones(4301)}}`, 400, parsingFailed],
  ['one that no field asks for', `{"email":"ada@example.com","x":[-${ones(4301)}]}`, 400, parsingFailed],
  ['one before a mistake', `{"email":${ones(4301)},`, 400, parsingFailed],
  ['400 digits that are not an integer', `{"email":${ones(400)}.0}`, 500, 'Internal Server Error'],
  ['4301 digits and an exponent', `{"email":${ones(4301)}e1}`, 500, 'Internal Server Error'],
  ['1e400', '{"email":1e400}', 500, 'Internal Server Error'],
  ['half a surrogate pair', '{"email":"\\ud800@b.example"}', 500, 'Internal Server Error'],
  ['half of one in a name', '{"\\udc00":1}', 500, 'Internal Server Error'],
] as const)('fastapi: %s is read as Python does', async ([, body, status, said]) => {
  expect(await answerTo('identify', body)).toEqual([status, said])
})

test.for([
  ['an integer of 400 digits that no field asks for', `{"email":"ada@example.com","x":${ones(400)}}`],
  ['a string of 5000 digits', `{"email":"ada@example.com","x":"${ones(5000)}"}`],
  ['a fraction of 5000 digits', `{"email":"ada@example.com","x":0.${ones(5000)}}`],
  ['a whole surrogate pair', '{"email":"\\ud83d\\ude00@b.example"}'],
] as const)('fastapi: %s is accepted', async ([, body]) => {
  expect((await answerTo('identify', body))[0]).toBe(200)
})

test.for([
  ['an integer of 400 digits', ones(400), 'bool_type'],
  ['one of more than 64 bits', '12345678901234567890', 'bool_type'],
  ['one of 64 bits', '9007199254740992', 'bool_parsing'],
] as const)('fastapi: %s is not a boolean', async ([, value, type]) => {
  const body = `{"mfa_token":"a","user_id":"b","method":"totp","code":"1","trust_device":${value}}`
  const [status, said] = await answerTo('mfa/verify', body)
  expect([status, said]).toEqual([422, expect.stringContaining(`"type":"${type}","loc":["body","trust_device"]`)])
})

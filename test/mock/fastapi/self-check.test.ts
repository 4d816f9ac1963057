import Ajv from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { routes } from '../../../mock/endpoints/routes.ts'
import { checkJson } from '../../../mock/fastapi/check-json.ts'
import { contractAt } from '../../../mock/fastapi/contract-at.ts'
import { jsonResponse } from '../../../mock/fastapi/json-response.ts'
import { selfChecked } from '../../../mock/fastapi/self-check.ts'
import { createPortalMock } from '../../../mock/index.ts'
import type { PlainResponse } from '../../../mock/wire/plain-response.ts'
import document from '../../../openapi.json' with { type: 'json' }
import { createTestPortal } from '../../support/mock/driver.ts'

const refresh = routes.find(({ operation }) => operation === 'refresh')
const json = (body: unknown, status = 200) => jsonResponse({ status, body })
function checked(response: PlainResponse) {
  if (refresh === undefined) throw new Error('there is no refresh')
  const answer = selfChecked(refresh, response)
  return { status: answer.status, body: JSON.parse(String(answer.body)) }
}

test('self-check: a response within the contract is unchanged', () => {
  const body = { access_token: 'a', refresh_token: null }
  expect(checked(json(body))).toEqual({ status: 200, body })
  const refused = { detail: 'no' }
  expect(checked(json(refused, 401))).toEqual({ status: 401, body: refused })
})

test.for([
  [{ access_token: 1 }, 200, '/access_token', 'must be of type string; got a number'],
  [{ refresh_token: 'r' }, 200, '/access_token', 'is required and missing'],
  [{ access_token: 'a', refresh_token: [] }, 200, '/refresh_token', 'must be string or null; got an array'],
  [[], 200, '', 'must be of type object; got an array'],
  [{ detail: [{ loc: ['body', true], msg: 'm', type: 't' }] }, 422, '/detail/0/loc/1', '; got a boolean'],
  [{}, 201, '', 'the status 201 is not declared'],
] as const)('self-check: %j with %d becomes a 500 that names %s', ([body, status, pointer, problem]) => {
  const answer = checked(json(body, status))
  expect(answer.status).toBe(500)
  expect(answer.body.detail).toContain('refresh is outside openapi.json')
  expect(answer.body.breaches[0]).toMatchObject({
    contract: `#/paths/~1api~1v1~1auth~1refresh/post/responses/${status}`,
    body: pointer,
    problem: expect.stringContaining(problem),
  })
})

test('self-check: a body that is not JSON is outside the contract', () => {
  const text = { ...json({}), headers: { 'content-type': 'text/plain' } }
  expect(checked(text).body.breaches[0].problem).toContain('application/json')
  const cut = { ...json({}), body: '{' }
  expect(checked(cut).body.breaches[0].problem).toContain('does not parse')
})

test('self-check: a violation does not contain secrets of the body', () => {
  const answer = checked(json({ access_token: { secret: 'sesame' } }))
  expect(JSON.stringify(answer.body)).not.toContain('sesame')
})

test('self-check: agrees with an independent validator', () => {
  const ajv = new Ajv({ strict: false, validateFormats: false })
  ajv.addSchema(document, 'contract')
  const values = [null, 1, 1.5, true, 'x', [], ['x'], [1], {}, { detail: [] }, { detail: [{}] }, { user: {} }]
  const bodies = [
    { access_token: 'a', refresh_token: 'r', user: {} },
    { access_token: 'a', refresh_token: null },
    { flow_token: 'f', tenants: [{}], requires_tenant_selection: false },
    { flow_token: 'f', tenants: [1], requires_tenant_selection: 0 },
    { status: null, available_methods: ['x', 1] },
    { detail: [{ loc: ['a', 1], msg: 'm', type: 't' }] },
    { detail: [{ loc: ['a', 1.5], msg: 'm', type: 't' }] },
  ]
  let refused = 0
  for (const name of Object.keys(document.components.schemas)) {
    const validate = ajv.getSchema(`contract#/components/schemas/${name}`)
    for (const value of [...values, ...bodies]) {
      const isRight = checkJson(contractAt('components', 'schemas', name), value).length === 0
      expect([name, value, isRight]).toEqual([name, value, validate?.(value)])
      refused += isRight ? 0 : 1
    }
  }
  expect(refused).toBeGreaterThan(100)
})

test('self-check: an unsupported keyword is a violation', () => {
  expect(checkJson({ type: 'string', pattern: 'x' }, 'y')).toEqual([
    { pointer: '', problem: 'the self-check does not support pattern yet' },
  ])
})

test('self-check: is off by default', async () => {
  for (const [selfCheck, status] of [
    [undefined, 422],
    [true, 500],
  ] as const) {
    // The contract says of a 422 that its detail is a list.
    const refusals = { invalidCredentials: { status: 422, detail: 'no' } }
    const { password } = createTestPortal({ selfCheck, policy: { refusals } })
    const answer = await password('totp@acme.example', 'wrong')
    expect(answer.status).toBe(status)
    if (status === 500) expect(answer.body['breaches']).toMatchObject([{ body: '/detail' }])
  }
  expect(() => createPortalMock({ selfCheck: 1 as never })).toThrow(
    'createPortalMock(): selfCheck must be true or false; got 1',
  )
})

import { expect, test } from 'vitest'
import recorded from '../fixtures/fastapi-answers.json' with { type: 'json' }
import { createTestPortal } from './driver.ts'

type Recorded = {
  name: string
  request: { method: string; path: string; headers: Record<string, string>; body: string | null }
  response: { status: number; contentType: string | null; allow: string | null; location: string | null; body: unknown }
}

const answers = recorded as Recorded[]

async function replay({ request }: Recorded): Promise<Recorded['response']> {
  const { method, path, headers, body } = request
  const bytes = body === null ? null : new TextEncoder().encode(body)
  const response = await createTestPortal().fetch(
    new Request(`http://testserver${path}`, { method, headers, body: bytes }),
  )
  const text = await response.text()
  return {
    status: response.status,
    contentType: response.headers.get('content-type'),
    allow: response.headers.get('allow'),
    location: response.headers.get('location'),
    body: text === '' || response.headers.get('content-type')?.startsWith('text/') ? null : JSON.parse(text),
  }
}

const refused = answers.filter(({ response }) => response.status !== 200)
const accepted = answers.filter(({ response }) => response.status === 200)

test(`fastapi: all ${refused.length} recorded refusals are answered to the letter`, async () => {
  expect(refused.length).toBe(247)
  for (const each of refused) expect([each.name, await replay(each)]).toEqual([each.name, each.response])
})

test(`fastapi: the ${accepted.length} recorded requests that FastAPI let through reach the endpoint`, async () => {
  expect(accepted.length).toBe(104)
  for (const each of accepted) {
    const { status } = await replay(each)
    expect([each.name, [200, 400, 401].includes(status)]).toEqual([each.name, true])
  }
})

test('fastapi: a body that is not UTF-8 is a 400', async () => {
  const request = new Request('http://testserver/api/v1/auth/identify', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: new Uint8Array([0x22, 0xff, 0x22]),
  })
  const response = await createTestPortal().fetch(request)
  expect([response.status, await response.json()]).toEqual([400, { detail: 'There was an error parsing the body' }])
})

test('fastapi: a string body without a content type of JSON is refused, as fetch sends it', async () => {
  const init = { method: 'POST', body: '{"email":"ada@example.com"}' }
  const response = await createTestPortal().fetch('/api/v1/auth/identify', init)
  expect((await response.json()).detail[0].type).toBe('model_attributes_type')
})

import { expect, test } from 'vitest'
import { createPortalAuth } from '../../src/index.ts'
import { baseUrl } from '../support/client/scenario.ts'

test('identify: two tenants whose ids are numbers above 2^53 keep each digit', async () => {
  const body = '{"flow_token":"f","tenants":[{"id":9007199254740993,"name":"a"},{"id":9007199254740992,"name":"b"}]}'
  const headers = { 'content-type': 'application/json' }
  using auth = createPortalAuth({ baseUrl, fetch: async () => new Response(body, { headers }) })
  const { tenants } = await auth.identify({ email: 'ada@example.com' })
  expect(tenants.map(({ id }) => id)).toEqual(['9007199254740993', '9007199254740992'])
})

import { expect, test } from 'vitest'
import { answering } from '../support/client/answering.ts'
import { createScenario, email, password } from '../support/client/scenario.ts'

test.each([
  ['composed', 'p\u00e4ssw\u00f6rd'],
  ['decomposed', 'pa\u0308sswo\u0308rd'],
  ['surrounded by spaces', '  secret  '],
  ['of control characters', 'se\u0000cr\u001bet'],
])('login: a password that is %s is sent as it was typed', async (_, typed) => {
  const sent: string[] = []
  const { auth } = createScenario({
    network: async (request) => {
      sent.push((await request.json()).password)
      return Response.json({ access_token: 'a', refresh_token: 'r', user: {} })
    },
  })
  await auth.login({ email, password: typed })
  expect(sent).toEqual([typed])
})

test.each(['Ada@Example.com', ' ada@example.com', 'ada@b\u00fccher.example', '\uff41da@example.com'])(
  'identify: the e-mail %j is sent as it was typed: the portal decides which user it is',
  async (typed) => {
    const sent: string[] = []
    const { auth } = createScenario({
      network: async (request) => {
        sent.push((await request.json()).email)
        return Response.json({ flow_token: 'f', tenants: [] })
      },
    })
    await auth.identify({ email: typed })
    expect(sent).toEqual([typed])
  },
)

test('login: an option fetch that is the platform’s own needs no binding', async () => {
  const answer = answering(200, { access_token: 'a', refresh_token: 'r', user: {} })
  function fetch(this: unknown, request: Request): Promise<Response> {
    if (this !== undefined && this !== globalThis) throw new TypeError('Illegal invocation')
    return answer(request)
  }
  const { auth } = createScenario({ client: { fetch } })
  expect((await auth.login({ email, password })).step).toBe('done')
})

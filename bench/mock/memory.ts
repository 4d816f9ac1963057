// Prints the memory that requests leave behind in a portal: npm run bench -- memory
// Each kind is the worst of its sort: nothing is used up and nothing has expired.
import { createPortalMock, type PortalMock } from '../../mock/index.ts'

const few = 10_000
const many = 100_000
const name = 'n'.repeat(10_000)

type Send = (path: string, body: object) => Promise<Record<string, unknown>>
type Kind = (portal: PortalMock, send: Send) => (i: number) => Promise<unknown>

const login = { email: 'plain@acme.example', password: 'plain-password-1' }
const path = '/api/v1/auth'

/** A login up to the answer to the password. */
async function authenticate(send: Send, email: string, password: string): Promise<Record<string, unknown>> {
  const { flow_token, tenants } = await send(`${path}/identify`, { email })
  const [tenant] = tenants as { id: string }[]
  return await send(`${path}/authenticate`, { flow_token, password, tenant_id: tenant?.id })
}

const kinds: Record<string, Kind> = {
  'identify, another e-mail each time': (_, send) => (i) => send(`${path}/identify`, { email: `u${i}@acme.example` }),
  'a wrong password, another e-mail each time': (_, send) => (i) => authenticate(send, `u${i}@acme.example`, 'wrong'),
  'a login that waits for its second factor': (_, send) => () =>
    authenticate(send, 'all@acme.example', 'all-password-1'),
  'a login': (_, send) => () => send(`${path}/login`, login),
  'a refresh, all of one session': (_, send) => {
    let answer = send(`${path}/login`, login)
    return () => {
      answer = answer.then(({ refresh_token }) => send(`${path}/refresh`, { refresh_token }))
      return answer
    }
  },
  'a field with a name of 10 kB': (_, send) => (i) =>
    send(`${path}/identify`, { email: 'plain@acme.example', [`${i}${name}`]: 1 }),
  'a path of 10 kB': (_, send) => (i) => send(`/${i}${name}`, {}),
}

/** The heap in MB after a number of requests. */
async function heapAfter(kind: Kind, requests: number): Promise<number> {
  const portal = createPortalMock({ policy: { access: { algorithm: 'ES256' } } })
  const send: Send = async (to, body) => {
    const headers = { 'content-type': 'application/json' }
    const response = await portal.fetch(to, { method: 'POST', headers, body: JSON.stringify(body) })
    return await response.json()
  }
  const next = kind(portal, send)
  for (let i = 0; i < requests; i += 1) await next(i)
  globalThis.gc?.()
  const { heapUsed } = process.memoryUsage()
  // Used after the measurement, so that the portal is still there.
  portal.requests.at(0)
  return heapUsed / 1_000_000
}

if (!globalThis.gc) throw new Error('run it as npm run bench -- memory')
console.log('| 100,000 requests of | heap after 10,000, MB | after 100,000, MB | ratio |\n|---|--:|--:|--:|')
for (const [title, kind] of Object.entries(kinds)) {
  const [before, after] = [await heapAfter(kind, few), await heapAfter(kind, many)]
  console.log(`| ${title} | ${before.toFixed(0)} | ${after.toFixed(0)} | ${(after / before).toFixed(2)} |`)
}

import { createPortalMock, type PortalMock } from '../../mock/index.ts'

/** The number of users identified, and of e-mails without a user. It is large enough that CPU caches do not decide the figure. */
const ASKED = 10
const REQUESTS = 4000
const ROUNDS = 7

function portalWith(users: number): PortalMock {
  const portal = createPortalMock({ seedUsers: false })
  for (let i = 0; i < users; i += 1) {
    portal.users.add({ email: `u${i}@acme.example`, password: 'pw', firstName: 'Ada', lastName: 'L' })
  }
  return portal
}

async function microsecondsOf(portal: PortalMock): Promise<number> {
  const startedAt = performance.now()
  for (let i = 0; i < REQUESTS; i += 1) {
    const isKnown = i % 2 === 0
    await portal.fetch('/api/v1/auth/identify', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: `${isKnown ? 'u' : 'n'}${i % ASKED}@acme.example` }),
    })
  }
  return ((performance.now() - startedAt) * 1000) / REQUESTS
}

/** The cost of one identify, in microseconds: with few users and with many, measured alternately in this process. */
export async function identifyCosts(few: number, many: number): Promise<{ few: number[]; many: number[] }> {
  const portals = { few: portalWith(few), many: portalWith(many) }
  const costs = { few: [] as number[], many: [] as number[] }
  for (const portal of Object.values(portals)) await microsecondsOf(portal)
  for (let round = 0; round < ROUNDS; round += 1) {
    costs.few.push(await microsecondsOf(portals.few))
    costs.many.push(await microsecondsOf(portals.many))
  }
  return costs
}

import { createPortalMock, type PortalMock } from '../../mock/index.ts'

/** So many users are asked for, and as many e-mails that nobody has: no cache of the processor is measured. */
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

/** What one identify costs in the process with few users and with many, in turn, in microseconds. */
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

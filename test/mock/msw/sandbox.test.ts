import { expect, onTestFinished, test, vi } from 'vitest'
import { setupSandbox } from '../../../mock/node.ts'
import { createDriver, createTestPortal } from '../../support/mock/driver.ts'
import { underMsw2 } from '../../support/mock/transports.ts'

const driver = () => createDriver((path, init) => fetch(`https://portal.example${path}`, init))

async function createSandbox(version: 'msw 3' | 'msw 2') {
  const setup =
    version === 'msw 3'
      ? setupSandbox
      : await underMsw2(async () => (await import('../../../mock/node.ts')).setupSandbox)
  // The handlers come from MSW 3 in both: MSW 2 takes them.
  const sandbox = setup(() => createTestPortal().portal)
  sandbox.listen()
  onTestFinished(() => sandbox.close())
  return sandbox
}

test.for(['msw 3', 'msw 2'] as const)(
  'sandbox: under %s six concurrent tests have separate portals',
  async (version) => {
    const sandbox = await createSandbox(version)
    const runs = Array.from({ length: 6 }, (_, i) =>
      sandbox.run(async (portal) => {
        const { identify, login, refresh } = driver()
        const email = `only-${i}@acme.example`
        portal.users.add({ email, password: 'pw' })
        if (i % 2 === 0) portal.faults.add({ operation: 'login', then: { status: 503 } })
        for (let turn = 0; turn < i; turn += 1) await identify(email)
        const first = await login({ email, password: 'pw' })
        const { body } = first.status === 503 ? await login({ email, password: 'pw' }) : first
        expect((await refresh(body['refresh_token'])).status).toBe(200)
        return { first: first.status, operations: portal.requests.map(({ operation }) => operation) }
      }),
    )
    const results = await Promise.all(runs)
    for (const [i, { first, operations }] of results.entries()) {
      const logins = i % 2 === 0 ? ['login', 'login'] : ['login']
      expect([first, operations]).toEqual([
        i % 2 === 0 ? 503 : 200,
        [...Array(i).fill('identify'), ...logins, 'refresh'],
      ])
    }
  },
)

test('sandbox: rejects as the test does, and answers nothing outside', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const sandbox = await createSandbox('msw 3')
  await expect(sandbox.run(() => Promise.reject(new Error('the test failed')))).rejects.toThrow('the test failed')
  await expect(driver().identify('plain@acme.example')).rejects.toThrow()
})

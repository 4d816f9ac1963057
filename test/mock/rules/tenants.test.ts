import { expect, test } from 'vitest'
import { createTestPortal } from '../../support/mock/driver.ts'

test('tenants: identify lists them by slug, in any order of adding', async () => {
  const { portal, identify } = createTestPortal()
  portal.tenants.add({ slug: 'aaa', name: 'Last to come' })
  portal.users.add({ email: 'many@acme.example', password: 'many-password-1', tenants: ['initech', 'aaa', 'globex'] })
  const { tenants } = (await identify('many@acme.example')).body as { tenants: { slug: string }[] }
  expect(tenants.map(({ slug }) => slug)).toEqual(['aaa', 'globex', 'initech'])
})

test('decoys: an unknown e-mail lists the same tenants after users were added', async () => {
  const { portal, identify } = createTestPortal()
  const emails = Array.from({ length: 30 }, (_, index) => `nobody-${index}@acme.example`)
  const shown = async () =>
    Promise.all(emails.map(async (email) => JSON.stringify((await identify(email)).body['tenants'])))
  const before = await shown()
  for (let count = 0; count < 60; count++) {
    portal.users.add({ email: `new-${count}@acme.example`, password: 'new-password-1', tenants: ['globex', 'initech'] })
  }
  expect(await shown()).toEqual(before)
})

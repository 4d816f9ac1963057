import { expect, test } from 'vitest'
import type { NewUser } from '../../../mock/index.ts'
import { createDrivenPortal, createTestPortal } from '../../support/mock/driver.ts'

const grace = { email: 'grace@example.com', password: 'pw' }

test('users: an added user comes back whole and can log in', async () => {
  const { portal, password } = createDrivenPortal()
  const user = portal.users.add({ ...grace, tenants: ['acme'], mfa: ['totp', 'backup_code'], firstName: 'Grace' })
  expect(user).toEqual({
    id: expect.stringMatching(/^usr_[a-z0-9]{16}$/),
    email: 'grace@example.com',
    password: 'pw',
    firstName: 'Grace',
    lastName: expect.stringMatching(/./),
    status: 'ACTIVE',
    tenants: [expect.objectContaining({ slug: 'acme' })],
    mfa: ['totp', 'backup_code'],
    totpSecret: expect.stringMatching(/^[A-Z2-7]{32}$/),
    backupCodes: expect.arrayContaining([expect.stringMatching(/^[a-z0-9]{5}-[a-z0-9]{5}$/)]),
  })
  expect(portal.users.find('GRACE@example.com')).toEqual(user)
  expect(portal.users.list().at(-1)).toEqual(user)
  expect((await password('grace@example.com', 'pw')).body['status']).toBe('MFA_REQUIRED')
})

test('users: a tenant that does not exist is made, a user without tenants joins the first', () => {
  const portal = createTestPortal()
  expect(portal.users.add({ ...grace, tenants: ['new-corp'] }).tenants).toMatchObject([
    { name: 'New Corp', slug: 'new-corp' },
  ])
  expect(portal.users.add({ ...grace, email: 'joan@example.com' }).tenants).toMatchObject([{ slug: 'acme' }])
  expect(portal.users.find('nobody@example.com')).toBeUndefined()
})

test.for([
  [{ password: 'pw' }, 'user: "email" is missing; allowed: an e-mail address'],
  [{ ...grace, email: 'grace' }, 'user: "email" is "grace"; An email address must have an @-sign.'],
  [{ ...grace, email: 'Grace <grace@example.com>' }, 'without a name or blanks around it, grace@example.com'],
  [{ ...grace, tenant: 'acme' }, 'user: "tenant" is no name here; allowed: email, password, tenants'],
  [{ ...grace, email: 'Plain@acme.example' }, 'user: there is already a user Plain@acme.example'],
  [{ ...grace, password: '' }, 'user: "password" is ""'],
  [{ ...grace, mfa: ['sms'] }, 'user: "mfa.0" is "sms"; allowed: one of "totp", "email", "backup_code"'],
  [{ ...grace, tenants: [] }, 'user: "tenants" is []; allowed: a list of 1 or more'],
  [{ ...grace, tenants: ['Not a slug'] }, 'user: "tenants.0" is "Not a slug"; allowed: lower-case words'],
  [{ ...grace, tenants: ['new-corp', 'Not a slug'] }, 'user: "tenants.1" is "Not a slug"'],
  [{ ...grace, status: 'LOCKED' }, 'user: "status" is "LOCKED"; allowed: one of "ACTIVE", "SUSPENDED"'],
  [null, 'user is null; allowed: an object with email'],
] as const)('users: %j is refused and nothing is added', ([user, message]) => {
  const portal = createTestPortal()
  const before = portal.snapshot()
  expect(() => portal.users.add(user as unknown as NewUser)).toThrow(message)
  expect(portal.snapshot()).toEqual(before)
})

test('users: what is handed out is a copy', async () => {
  const { portal, password } = createDrivenPortal()
  const user = portal.users.find('plain@acme.example')
  Object.assign(user ?? {}, { password: 'changed' })
  expect((await password('plain@acme.example', 'plain-password-1')).status).toBe(200)
})

test('tenants: a tenant is added once', () => {
  const portal = createTestPortal()
  const tenant = portal.tenants.add({ slug: 'umbrella', name: 'Umbrella' })
  expect(portal.tenants.list()).toContainEqual({ ...tenant, status: 'ACTIVE' })
  expect(() => portal.tenants.add({ slug: 'umbrella' })).toThrow('there is already a tenant umbrella')
})

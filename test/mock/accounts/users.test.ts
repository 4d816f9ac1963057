import { expect, test } from 'vitest'
import type { NewUser } from '../../../mock/index.ts'
import { createTestPortal } from '../../support/mock/driver.ts'

const grace = { email: 'grace@example.com', password: 'pw' }

test('users: add returns the whole user, who can log in', async () => {
  const { portal, password } = createTestPortal()
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

test('users: add takes an added tenant, and defaults to the first', () => {
  const { portal } = createTestPortal()
  portal.tenants.add({ slug: 'new-corp' })
  expect(portal.users.add({ ...grace, tenants: ['new-corp'] }).tenants).toMatchObject([
    { name: 'New Corp', slug: 'new-corp' },
  ])
  expect(portal.users.add({ ...grace, email: 'joan@example.com' }).tenants).toMatchObject([{ slug: 'acme' }])
  expect(portal.users.find('nobody@example.com')).toBeUndefined()
})

test.for([
  [{ password: 'pw' }, 'users.add(): user.email must be an e-mail address; got nothing'],
  [{ ...grace, email: 'grace' }, 'users.add(): user.email must be an e-mail address (An email address must have'],
  [
    { ...grace, email: 'Grace <grace@example.com>' },
    'users.add(): user.email must be an e-mail address without a name or blanks',
  ],
  [{ ...grace, tenant: 'acme' }, 'users.add(): unknown field "user.tenant"; expected email, password, tenants,'],
  [{ ...grace, email: 'Plain@acme.example' }, 'users.add(): user.email must be new; got "Plain@acme.example"'],
  [{ ...grace, password: '' }, 'users.add(): user.password must be a string that is not empty; got ""'],
  [{ ...grace, mfa: ['sms'] }, 'users.add(): user.mfa.0 must be "totp", "email" or "backup_code"; got "sms"'],
  [{ ...grace, tenants: [] }, 'users.add(): user.tenants must be a list of 1 or more; got []'],
  [
    { ...grace, tenants: ['Not a slug'] },
    'users.add(): user.tenants.0 must be lower-case words joined by "-"; got "Not a slug"',
  ],
  [
    { ...grace, tenants: ['new-corp', 'Not a slug'] },
    'users.add(): user.tenants.1 must be lower-case words joined by "-"; got "Not a slug"',
  ],
  [
    { ...grace, tenants: ['acme', 'acmee'] },
    'users.add(): user.tenants must be slugs of the portal, such as acme, globex or initech; got "acmee"; tenants.add()',
  ],
  [{ ...grace, status: 'LOCKED' }, 'users.add(): user.status must be "ACTIVE" or "SUSPENDED"; got "LOCKED"'],
  [null, 'users.add(): user must be an object with email, password, tenants, mfa, status,'],
] as const)('users: %j is rejected and nothing is added', ([user, message]) => {
  const { portal } = createTestPortal()
  const before = portal.snapshot()
  expect(() => portal.users.add(user as unknown as NewUser)).toThrow(message)
  expect(portal.snapshot()).toEqual(before)
})

test('users: returned users are copies', async () => {
  const { portal, password } = createTestPortal()
  const user = portal.users.find('plain@acme.example')
  Object.assign(user ?? {}, { password: 'changed' })
  expect((await password('plain@acme.example', 'plain-password-1')).status).toBe(200)
})

test('tenants: a duplicate is rejected', () => {
  const { portal } = createTestPortal()
  const tenant = portal.tenants.add({ slug: 'umbrella', name: 'Umbrella' })
  expect(portal.tenants.list()).toContainEqual({ ...tenant, status: 'ACTIVE' })
  expect(() => portal.tenants.add({ slug: 'umbrella' })).toThrow(
    'tenants.add(): tenant.slug must be new; got "umbrella"',
  )
})

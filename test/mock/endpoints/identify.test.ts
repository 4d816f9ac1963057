import { expect, test } from 'vitest'
import { createTestPortal } from '../../support/mock/driver.ts'

test('identify: a user of one tenant gets a flow token and need not choose', async () => {
  const { identify } = createTestPortal()
  const { status, body } = await identify('plain@acme.example')
  expect(status).toBe(200)
  expect(body).toEqual({
    flow_token: expect.stringMatching(/^flow_[A-Za-z0-9]{43}$/),
    tenants: [{ id: expect.stringMatching(/^tnt_[a-z0-9]{16}$/), name: 'Acme Corporation', slug: 'acme' }],
    requires_tenant_selection: false,
  })
})

test('identify: a user of several tenants must choose', async () => {
  const { identify } = createTestPortal()
  const { body } = await identify('TENANTS@acme.example')
  expect(body).toMatchObject({
    requires_tenant_selection: true,
    tenants: [{ slug: 'acme' }, { slug: 'globex' }, { slug: 'initech' }],
  })
})

test('identify: an accent in two characters is the accent in one, as Pydantic composes it', async () => {
  const { portal, identify } = createTestPortal()
  portal.tenants.add({ slug: 'only-his' })
  portal.users.add({ email: 'jos\u00e9@acme.example', password: 'x', tenants: ['only-his'] })
  const { body } = await identify('Jose\u0301@acme.example')
  expect(body['tenants']).toMatchObject([{ slug: 'only-his' }])
})

test('identify: a domain in Unicode equals its xn-- form, for known and unknown e-mails', async () => {
  const { portal, identify } = createTestPortal()
  portal.tenants.add({ slug: 'only-hers' })
  portal.users.add({ email: 'ada@bücher.example', password: 'x', tenants: ['only-hers'] })
  expect((await identify('ADA@XN--BCHER-KVA.example')).body['tenants']).toMatchObject([{ slug: 'only-hers' }])
  expect(() => portal.users.add({ email: 'ada@xn--bcher-kva.example', password: 'x' })).toThrow(
    'user.email must be new',
  )
  await identify('nobody@BÜCHER.example')
  await identify('nobody@xn--bcher-kva.example')
  expect(Object.keys(portal.snapshot().state.decoys)).toContain('nobody@xn--bcher-kva.example')
  expect(Object.keys(portal.snapshot().state.decoys)).toHaveLength(2)
})

test('identify: an unknown e-mail is answered in the same shape, order and size as a known one', async () => {
  const { portal } = createTestPortal({ seedUsers: false })
  const answers = new Map<string, Set<string>>()
  for (let i = 0; i < 40; i += 1) {
    portal.users.add({
      email: `known${i}@acme.example`,
      password: 'x',
      tenants: i % 4 === 0 ? ['acme', 'globex'] : ['acme'],
    })
  }
  for (const kind of ['known', 'other']) {
    const shapes = new Set<string>()
    for (let i = 0; i < 40; i += 1) {
      const response = await portal.fetch('/api/v1/auth/identify', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: `${kind}${i}@acme.example` }),
      })
      const body = await response.json()
      const slugs = body.tenants.map(({ slug }: { slug: string }) => slug)
      expect(slugs).toEqual(slugs.toSorted())
      expect(body.tenants.length).toBeGreaterThan(0)
      shapes.add(
        JSON.stringify([
          response.status,
          [...response.headers],
          Object.keys(body),
          body.tenants.map((tenant: object) => Object.keys(tenant)),
          body.flow_token.length,
          body.requires_tenant_selection,
        ]),
      )
    }
    answers.set(kind, shapes)
  }
  expect(answers.get('other')).toEqual(answers.get('known'))
})

test('identify: the decoy of an e-mail is the same at every call and for every portal of the seed', async () => {
  const { identify } = createTestPortal()
  const elsewhere = createTestPortal()
  for (let i = 0; i < 10; i += 1) {
    const first = await identify(`nobody${i}@acme.example`)
    const second = await identify(`Nobody${i}@acme.example`)
    expect(second.body['tenants']).toEqual(first.body['tenants'])
    expect(second.body['flow_token']).not.toBe(first.body['flow_token'])
  }
  const [here, there] = [await identify('nobody@acme.example'), await elsewhere.identify('nobody@acme.example')]
  expect(there.body['tenants']).toEqual(here.body['tenants'])
})

test('identify: the decoys of many e-mails differ', async () => {
  const { identify } = createTestPortal()
  const seen = new Set<string>()
  for (let i = 0; i < 30; i += 1) seen.add(JSON.stringify((await identify(`nobody${i}@acme.example`)).body['tenants']))
  expect(seen.size).toBeGreaterThan(2)
})

test('identify: by policy an unknown e-mail is shown no tenants', async () => {
  const { identify } = createTestPortal({ policy: { identify: { unknownEmail: 'no_tenants' } } })
  const { body } = await identify('nobody@acme.example')
  expect(body).toMatchObject({ tenants: [], requires_tenant_selection: false })
})

test('identify: a portal without users still answers', async () => {
  const { portal } = createTestPortal({ seedUsers: false })
  expect(portal.users.list()).toEqual([])
  const response = await portal.fetch('/api/v1/auth/identify', {
    method: 'POST',
    body: '{"email":"a@b.example"}',
    headers: { 'content-type': 'application/json' },
  })
  expect(response.status).toBe(200)
})

test('identify: the seed decides the key of the decoys', async () => {
  const { portal, identify } = createTestPortal({ seed: 1 })
  const begun = portal.snapshot()
  const shownUnder = async (decoyKey: string) => {
    portal.restore({ ...begun, state: { ...begun.state, decoyKey } })
    const answers = Array.from({ length: 30 }, (_, i) => identify(`nobody${i}@acme.example`))
    return (await Promise.all(answers)).map(({ body }) =>
      (body['tenants'] as { slug: string }[]).map(({ slug }) => slug),
    )
  }
  const { decoyKey } = begun.state
  expect(decoyKey).not.toBe(createTestPortal({ seed: 2 }).portal.snapshot().state.decoyKey)
  expect(await shownUnder(decoyKey)).toEqual(await shownUnder(decoyKey))
  expect(await shownUnder('another')).not.toEqual(await shownUnder(decoyKey))
})

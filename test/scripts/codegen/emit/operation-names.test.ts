import { expect, test } from 'vitest'
import { nameOperations } from '../../../../scripts/codegen/emit/operation-names.ts'
import { emitOperations } from '../../../../scripts/codegen/emit/operations.ts'

const operation = { responses: {} }

test('name operations: by the last segment of the path, with the method or the path if that is not unique', () => {
  const paths = {
    '/auth/mfa/verify': { post: operation },
    '/me': { get: operation, patch: operation },
    '/admin/auth/log-in': { post: operation },
    '/auth/log-in': { post: operation },
    '/users/{user_id}': { get: operation },
    '/{id}': { get: operation },
  }
  const names = [...nameOperations({ paths })].map(([name, { method, path }]) => [name, `${method} ${path}`])
  expect(Object.fromEntries(names)).toEqual({
    verify: 'POST /auth/mfa/verify',
    getMe: 'GET /me',
    patchMe: 'PATCH /me',
    postAdminAuthLogIn: 'POST /admin/auth/log-in',
    postAuthLogIn: 'POST /auth/log-in',
    users: 'GET /users/{user_id}',
    get: 'GET /{id}',
  })
  expect(names).toEqual([...names].sort())
})

test('name operations: paths that differ only in punctuation are rejected by name', () => {
  const paths = { '/a-b/c': { get: operation }, '/a_b/c': { get: operation } }
  expect(() => nameOperations({ paths })).toThrow('GET /a-b/c and GET /a_b/c get the same short name')
})

test('emit operations: a name or a path that needs quotes has them', () => {
  const text = emitOperations({ paths: { "/o'clock/log-in": { post: operation } } }, 'Generated')
  expect(text).toContain("'log-in': { method: 'POST', path: '/o\\'clock/log-in' },")
})

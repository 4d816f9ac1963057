import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, test, vi } from 'vitest'
import { createPortalAuth, isPortalAuthError, PortalAuthError } from '../../src/index.ts'

const cause = new Error('planted-cause')
const error = new PortalAuthError({
  code: 'account_locked',
  operation: 'authenticate',
  status: 429,
  retryAfterMs: 900_000,
  fields: { password: ['No'] },
  cause,
})
const facts = {
  name: 'PortalAuthError',
  message: 'the account is locked for now (account_locked; authenticate, 429)',
  code: 'account_locked',
  operation: 'authenticate',
  status: 429,
  retryable: true,
  retryAfterMs: 900_000,
  fields: { password: ['No'] },
}

const passPort = async (value: unknown): Promise<unknown> => {
  const { port1, port2 } = new MessageChannel()
  const received = new Promise((take) => {
    port2.onmessage = ({ data }) => take(data)
  })
  port1.postMessage(value)
  const copy = await received
  port1.close()
  return copy
}

const copies: Record<string, (value: unknown) => unknown> = {
  'structured clone': (value) => structuredClone(value),
  'a message port': passPort,
  JSON: (value) => JSON.parse(JSON.stringify(value)),
}

test.each(Object.entries(copies))('errors: a copy by %s has the facts and never the cause', async (_, copy) => {
  const copied = await copy(error)
  expect(isPortalAuthError(copied)).toBe(true)
  expect(isPortalAuthError(copied, 'account_locked')).toBe(true)
  expect(isPortalAuthError(copied, 'network')).toBe(false)
  expect(copied).toEqual({ ...facts, '~brand': expect.any(String) })
  expect(copied).not.toHaveProperty('cause')
})

test.each(Object.entries(copies))('errors: a refused refresh is an error in a copy by %s', async (_, copy) => {
  const fetch = async (): Promise<Response> => Response.json({ detail: 'Invalid refresh token' }, { status: 401 })
  using auth = createPortalAuth({
    baseUrl: 'https://portal.example',
    fetch,
    classifyError: () => 'session_expired',
  })
  const refused = await auth.identify({ email: 'ada@example.com' }).catch((thrown: unknown) => thrown)
  expect(refused).toBeInstanceOf(PortalAuthError)
  expect(isPortalAuthError(await copy(refused), 'session_expired')).toBe(true)
})

test('errors: an error is an Error, with a stack that begins where it was made, and keeps its cause', () => {
  expect(error).toBeInstanceOf(Error)
  expect(error.cause).toBe(cause)
  expect(String(error)).toBe(`PortalAuthError: ${facts.message}`)
  expect(error.stack).toMatch(/^PortalAuthError: the account is locked.*\n +at .*portal-auth-error\.test/)
  expect(Object.prototype.toString.call(error)).toBe('[object Error]')
  expect(Object.keys(error)).not.toContain('cause')
  expect(Object.keys(error)).not.toContain('stack')
})

test('errors: without captureStackTrace an error has a stack too', () => {
  const { captureStackTrace } = Error
  Reflect.deleteProperty(Error, 'captureStackTrace')
  const made = new PortalAuthError({ code: 'network', operation: 'login' })
  Error.captureStackTrace = captureStackTrace
  expect(made.stack).toContain('portal-auth-error.test')
  expect(Object.keys(made)).not.toContain('stack')
})

test('errors: errors.filter(isPortalAuthError) keeps the errors of the client', () => {
  expect([error, new Error('other'), undefined, 'network', structuredClone(error)].filter(isPortalAuthError)).toEqual([
    error,
    structuredClone(error),
  ])
})

test('errors: two copies of the package recognise each other’s errors', async () => {
  vi.resetModules()
  const other = await import('../../src/index.ts')
  expect(other.PortalAuthError).not.toBe(PortalAuthError)
  expect(other.isPortalAuthError(error, 'account_locked')).toBe(true)
  expect(isPortalAuthError(new other.PortalAuthError({ code: 'network', operation: 'login' }), 'network')).toBe(true)
})

const mark = error['~brand']
test.each<[string, unknown]>([
  ['the name alone', { name: 'PortalAuthError', code: 'network' }],
  ['another brand', { '~brand': 'other', code: 'network' }],
  ['no code', { '~brand': mark }],
  ['an unknown code', { '~brand': mark, code: 'owned' }],
  ['a code that every object has', { '~brand': mark, code: 'constructor' }],
  ['a code in a list', { '~brand': mark, code: ['network'] }],
  ['a list', Object.assign([], { '~brand': mark, code: 'network' })],
  ['text', JSON.stringify(error)],
  ['nothing', null],
])('errors: a look-alike with %s is not an error of the client', (_, value) => {
  expect(isPortalAuthError(value)).toBe(false)
  expect(isPortalAuthError(value, 'network')).toBe(false)
})

test.each([
  ['thrown', 'throw error'],
  ['an unhandled rejection', 'Promise.reject(error)'],
])('errors: Node prints message and stack of one that is %s', async (_, end) => {
  const script = `
    import { PortalAuthError } from './src/index.ts'
    function signIn() { return new PortalAuthError({ code: 'network', operation: 'login' }) }
    const error = signIn()
    ${end}`
  const args = ['--no-warnings', '--input-type', 'module', '--eval', script]
  const run = promisify(execFile)(process.execPath, args, { cwd: resolve(import.meta.dirname, '../..') })
  await expect(run).rejects.toMatchObject({
    stderr: expect.stringMatching(/PortalAuthError: no response arrived.*\(network; login\)\n +at signIn/),
  })
})

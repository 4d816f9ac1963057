import { expect, test } from 'vitest'
import { createTestPortal } from '../../support/mock/driver.ts'

const long = 1_000_000
const identify = '/api/v1/auth/identify'
const mail = (email: string): string => JSON.stringify({ email })

/** Requests of a megabyte whose shape is the worst for a parser: one that is quadratic would take hours here. */
const shapes: Record<string, { readonly path?: string; readonly headers?: object; readonly body?: string }> = {
  'a path of slashes': { path: '/'.repeat(long) },
  'a path of slashes and a letter': { path: `${'/'.repeat(long)}x` },
  'a path of percent signs': { path: `/${'%25'.repeat(long / 3)}` },
  'a path of half percent signs': { path: `/${'%2'.repeat(long / 2)}` },
  'a known path and slashes': { path: `${identify}${'/'.repeat(long)}` },
  'a query of ampersands': { path: `${identify}?${'&'.repeat(long)}` },
  'a bearer of blanks': { headers: { authorization: `Bearer ${' '.repeat(long)}x x` } },
  'a bearer of dots': { headers: { authorization: `Bearer ${'.'.repeat(long)}` } },
  'a content type of semicolons': { headers: { 'content-type': `application/json${';'.repeat(long)}` } },
  'a content type of pluses': { headers: { 'content-type': `application/${'+'.repeat(long)}x` } },
  'a user agent': { headers: { 'user-agent': 'x'.repeat(long) } },
  'JSON of brackets': { body: '['.repeat(long) },
  'JSON of escapes': { body: `"${'\\n'.repeat(long / 2)}"` },
  'JSON of unfinished escapes': { body: `"${'\\'.repeat(long)}` },
  'JSON of quotes': { body: '"'.repeat(long) },
  'JSON of digits': { body: '1'.repeat(long) },
  'JSON of minuses': { body: '-'.repeat(long) },
  'JSON of blanks': { body: `{${' '.repeat(long)}x` },
  'JSON of one name': { body: `{"${'x'.repeat(long)}":1}` },
  'JSON of many names': { body: `{${Array.from({ length: 50_000 }, (_, i) => `"name${i}":1`).join()}}` },
  'JSON of a list': { body: `[${'1,'.repeat(long / 2)}1]` },
  'an e-mail of ats': { body: mail('@'.repeat(long)) },
  'an e-mail of blanks': { body: mail(`a${' '.repeat(2_000)}<`) },
  'an e-mail with a name': { body: mail(`${'a '.repeat(1_000)}<a@b.example>`) },
  'an e-mail with quotes': { body: mail(`${'"<'.repeat(1_000)}>`) },
  'an e-mail of labels': { body: mail(`a@${'a.'.repeat(1_000)}a`) },
  'an e-mail of marks': { body: mail(`a@${'\u0301'.repeat(2_000)}`) },
  'an e-mail of Punycode': { body: mail(`a@xn--${'a'.repeat(2_000)}`) },
}

test.each(Object.entries(shapes))('shapes: %s is answered', async (_, { path = identify, headers, body }) => {
  const { portal } = createTestPortal({ selfCheck: false })
  const given = { 'content-type': 'application/json', ...headers }
  const response = await portal.fetch(`http://portal.test${path}`, {
    method: 'POST',
    headers: given,
    body: body ?? '{}',
  })
  expect(response.status).toBeLessThan(500)
  expect(response.status).toBeGreaterThanOrEqual(200)
})

test('shapes: an entry of the journal holds little of a long request', async () => {
  const { portal } = createTestPortal({ selfCheck: false })
  const body = JSON.stringify({ ['n'.repeat(long)]: 1, email: 'e'.repeat(long) })
  await portal.fetch(`/${'p'.repeat(long)}`, { method: 'POST', body })
  const [entry] = portal.requests
  expect(entry?.path).toHaveLength(255)
  expect(Object.keys(entry?.body ?? {}).map((name) => name.length)).toEqual([255, 5])
  expect(JSON.stringify(entry).length).toBeLessThan(2_000)
})

import { expect, test } from 'vitest'
import { readCode } from '../../src/login/read-code.ts'

test.each<[string, unknown, string | null]>([
  ['totp', '123 456', '123456'],
  ['totp', ' 123-456\n', '123456'],
  ['email', '１２３４５６', '123456'],
  ['totp', '123\u200b456', '123456'],
  ['totp', '12–34–56', '123456'],
  ['totp', 4567, '004567'],
  ['backup_code', ' ab12c-de34f.\n', 'ab12c-de34f'],
  ['backup_code', '-', '-'],
  ['totp', 'push', 'push'],
  ['push', undefined, null],
])('verify: for %s the code %j is sent as %j', (method, typed, sent) => {
  expect(readCode(method, typed)).toBe(sent)
})

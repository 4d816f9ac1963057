import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { refusalWords } from '../../../src/index.ts'
import { refuse } from '../../support/client/refuse.ts'

const lengthRead = 500
const word = 'locked'

test.each([
  ['detail', (text: string) => ({ detail: text })],
  ['a machine code', (text: string) => ({ code: text })],
  ['text', (text: string) => text],
])('words: %s is read up to its 500th character', async (_, bodyOf) => {
  const endingAt = (length: number): string => word.padStart(length, ' ')
  expect(await refuse('login', 401, bodyOf(endingAt(lengthRead)))).toMatchObject({ code: 'account_locked' })
  expect(await refuse('login', 401, bodyOf(endingAt(lengthRead + 1)))).toMatchObject({ code: 'invalid_credentials' })
})

/** Beginnings of what the expressions search for, repeated to the length that is read and far beyond. */
const hostile = [
  ...['1', '1 ', 'one ', 'two attempt ', 'a ', 'before ', 'will be ', 'attempts left: '],
  ...['account ', 'user not ', 'tenant ', 'missing ', 'choose tenant ', 'too many ', 'maximum ', 'method ', 'mfa '],
  ...['code ', 'otp ', 'token or code ', 'flow ', 'session ', 'invalid ', 'request validation ', 'please wait '],
  ...[
    'already been ',
    're use ',
    'expire ',
    'grant type',
    'password has ',
    'step ',
    'aA',
    '_',
    '-',
    ' ',
    '/',
    'http://',
  ],
]

test.each(hostile)('words: a text of %j again and again is read in no time', (piece) => {
  const text = piece.repeat(100_000)
  const operations = ['identify', 'authenticate', 'login', 'verify', 'sendEmailCode', 'refresh'] as const
  const beganAt = process.cpuUsage()
  for (const operation of operations) {
    for (const status of [403, 404, 429]) refusalWords(operation, status, { detail: text, code: text, error: text })
  }
  const { user, system } = process.cpuUsage(beganAt)
  expect((user + system) / 1000).toBeLessThan(500)
})

test.each(['classify', 'refusal-words', 'refused-refresh', 'retry-after', 'validation-fields', 'words'])(
  'words: no expression in %s.ts repeats what repeats',
  (name) => {
    const source = readFileSync(`src/transport/refusal/${name}.ts`, 'utf8')
    const nested = /\((?:[^()\\]|\\.)*(?:[+*]|\{\d+,\d*\})(?:[^()\\]|\\.)*\)(?:[+*]|\{)/
    expect(nested.test('/(a+)+/') && nested.test('/(\\w+ ){0,3}/')).toBe(true)
    expect(source.split('\n').filter((line) => nested.test(line))).toEqual([])
  },
)

import { expect, test } from 'vitest'
import { readEmail } from '../../mock/http/email-format.ts'

test.each([
  ['ada@example.com', 'ada@example.com'],
  [' Ada Lovelace <ada@example.com> ', 'ada@example.com'],
  ['ada@xn--bcher-kva.example', 'ada@xn--bcher-kva.example'],
  ['Zoë@exämple.com', 'Zoë@exämple.com'],
  [`${'😀'.repeat(40)}@example.com`, `${'😀'.repeat(40)}@example.com`],
])('email: %s is taken as %s', (given, email) => {
  expect(readEmail(given)).toEqual({ email })
})

test.each([
  ['ada@1', 'The part after the @-sign is not valid. It should have a period.'],
  ['ada@1.2', 'The part after the @-sign is not valid. It is not within a valid top-level domain.'],
  ['ada@example.1', 'The part after the @-sign is not valid. It is not within a valid top-level domain.'],
  ['ada@example.TEST', 'The part after the @-sign is a special-use or reserved name that cannot be used with email.'],
  [`${'a'.repeat(65)}@b.com`, 'The email address is too long before the @-sign (1 character too many).'],
  [
    `ada@${'a'.repeat(64)}.com`,
    'After the @-sign, periods cannot be separated by so many characters (1 character too many).',
  ],
  ['ada@ab--cd.com', 'An email address cannot have two letters followed by two dashes'],
  ['a\u00a0b@example.com', 'The email address contains unsafe characters: U+00A0.'],
  ['\u0301ada@example.com', 'The email address contains unsafe characters: U+0301.'],
  ['ada@ex\ue000mple.com', 'The email address contains unsafe characters: U+E000.'],
  [`${'😀'.repeat(65)}@example.com`, 'The email address is too long before the @-sign (1 character too many).'],
  [`${'a'.repeat(2048)}@example.com`, 'Length must not exceed 2048 characters'],
  [' '.repeat(1_000_000), 'Length must not exceed 2048 characters'],
  [' '.repeat(2048), 'An email address must have an @-sign.'],
  ['😀'.repeat(2048), 'An email address must have an @-sign.'],
  [`${'ä'.repeat(60)}@${'a.'.repeat(70)}com`, 'The email address is too long (10 characters too many).'],
])('email: %.80s is refused: %s', (given, problem) => {
  expect(readEmail(given)).toEqual({ problem: expect.stringContaining(problem) })
})

import { expect, test } from 'vitest'
import { readEmail } from '../../../mock/email/email-format.ts'

test.each([
  ['ada@example.com', 'ada@example.com'],
  [' Ada Lovelace <ada@example.com> ', 'ada@example.com'],
  ['ada@xn--bcher-kva.example', 'ada@xn--bcher-kva.example'],
  ['Zoë@exämple.com', 'Zoë@exämple.com'],
  [`${'😀'.repeat(40)}@example.com`, `${'😀'.repeat(40)}@example.com`],
  ['"Ada \\"L\\"" <ada@example.com>', 'ada@example.com'],
  ['"Ada" "L" <ada@example.com>', 'ada@example.com'],
  ['Zoë Lovelace <ada@example.com>', 'ada@example.com'],
  ['ada@xn--ihqwcrb4cv8a8dqg056pqjye.xn--p1ai', 'ada@xn--ihqwcrb4cv8a8dqg056pqjye.xn--p1ai'],
  ['ada@XN--BCHER-KVA.example', 'ada@XN--BCHER-KVA.example'],
  ['ada@1.אב.example', 'ada@1.אב.example'],
  ['ada@１２.שלום1.рф', 'ada@１２.שלום1.рф'],
  ['ada@۱۲.example', 'ada@۱۲.example'],
  ['ada@paral·lel.cat', 'ada@paral·lel.cat'],
  ['ada@ソニー・ア。jp', 'ada@ソニー・ア。jp'],
  ['ada@①™.example', 'ada@①™.example'],
])('email: %s is read as %s', (given, email) => {
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
  ['ada@☃.example', "The part after the @-sign is invalid (Codepoint U+2603 at position 1 of '☃' not allowed)."],
  ['ada@a😀.example', "The part after the @-sign is invalid (Codepoint U+1F600 at position 2 of 'a😀' not allowed)."],
  ['ada@b.😀', "The part after the @-sign is invalid (Codepoint U+1F600 at position 1 of '😀' not allowed)."],
  [
    'ada@aー〱.example',
    "The part after the @-sign is invalid (Codepoint U+3031 at position 3 of 'aー〱' not allowed).",
  ],
  ['ada@ㄱ.example', 'The part after the @-sign is invalid (Codepoint U+1100 at position 1'],
  ['ada@a！.example', 'The part after the @-sign is invalid (Codepoint U+0021 at position 2'],
  ['ada@⒈example.com', 'The part after the @-sign is invalid (Codepoint U+002E at position 2'],
  [
    'ada@1א.example',
    "The part after the @-sign is invalid (First codepoint in label '1א' must be directionality L, R or AL).",
  ],
  [
    'ada@١.example',
    "The part after the @-sign is invalid (First codepoint in label '١' must be directionality L, R or AL).",
  ],
  [
    'ada@aéב.example',
    'The part after the @-sign is invalid (Invalid direction for codepoint at position 3 in a left-to-right label).',
  ],
  ['ada@אa.example', "The part after the @-sign is invalid (Label 'אa' is not IDNA)."],
  ['ada@xn--a.example', 'The part after the @-sign is not valid IDNA (Codepoint U+0080 at position 1 of'],
  ['ada@xn--ls8h.example', "The part after the @-sign is not valid IDNA (Codepoint U+1F4A9 at position 1 of '💩' not"],
  ['ada@xn---bbk.example', 'The part after the @-sign is not valid IDNA ('],
  ['ada@xn--ab-c.example', 'The part after the @-sign is not valid IDNA ('],
  ['ada@xn--99999999.example', 'The part after the @-sign is not valid IDNA (Invalid A-label).'],
  [
    'ada@xn--n3hxn--4dbc.example',
    'The part after the @-sign is not valid IDNA (Label must not start or end with a hyphen).',
  ],
  ['ada@xn--ü.example', 'The part after the @-sign is invalid (Label has disallowed hyphens in 3rd and 4th position).'],
  ['ada@ex。。example', 'An email address cannot have two periods in a row.'],
  ['ada@－a.example', 'An email address cannot have a hyphen next to a period'],
  ['"Ada\n" <ada@example\n.com>', 'contains invalid characters before the @-sign'],
  ['"Ada" <>', 'An email address must have an @-sign.'],
  [`${'ä'.repeat(60)}@${'a.'.repeat(70)}com`, 'The email address is too long (10 characters too many).'],
])('email: %.80s is rejected: %s', (given, problem) => {
  expect(readEmail(given)).toEqual({ problem: expect.stringContaining(problem) })
})

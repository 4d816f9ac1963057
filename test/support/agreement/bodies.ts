import fc from 'fast-check'
import type { OperationWithBody } from './readings.ts'

/** A body to judge, and the operation it is sent to. */
export interface GeneratedBody {
  readonly operation: OperationWithBody
  readonly body: unknown
}

const text = fc.string({ unit: 'grapheme' })
/** Any JSON, except numbers that it cannot hold. */
const anything = fc.oneof(fc.jsonValue(), fc.constantFrom(null, '', 0, 1, true, false, [], {}, ['x'], { a: 1 }))

const local = fc.oneof(
  fc.constantFrom('ada', 'a', 'ada.lovelace', 'ada+tag', "o'hara", 'a_b', '1'),
  fc.constantFrom('.ada', 'ada.', 'a..b', 'a b', 'a,b', 'a"b', 'ä', 'a!b', 'a/b', '', 'a'.repeat(64), 'a'.repeat(65)),
  text,
)
const label = fc.constantFrom(
  'example',
  'x',
  'a-b',
  '-a',
  'a-',
  'exämple',
  'a_b',
  '1',
  'xn--bcher-kva',
  'a'.repeat(63),
  'a'.repeat(64),
)
const last = fc.constantFrom('com', 'org', 'museum', 'co.uk', 'c', 'xn--p1ai', '1', 'test', 'local', 'localhost', '')
const domain = fc
  .tuple(fc.array(label, { minLength: 1, maxLength: 2 }), last)
  .map(([labels, end]) => [...labels, end].join('.'))
const address = fc.oneof(
  { weight: 1, arbitrary: fc.emailAddress() },
  { weight: 4, arbitrary: fc.tuple(local, domain).map(([before, after]) => `${before}@${after}`) },
)
const email = fc.oneof(
  { weight: 9, arbitrary: address },
  { weight: 1, arbitrary: address.map((plain) => `Ada <${plain}>`) },
  { weight: 1, arbitrary: address.map((plain) => ` ${plain} `) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('ada', 'ada@', '@example.com', 'ada@@example.com', 'mailto:ada@example.com'),
  },
  { weight: 1, arbitrary: text },
)
const laxBoolean = fc.constantFrom(
  'true',
  'Yes',
  'on',
  't',
  '1',
  1,
  'FALSE',
  'no',
  'off',
  'f',
  '0',
  0,
  'nope',
  ' true',
  2,
  -1,
  1.5,
)

const fields: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  email,
  tenant_id: fc.option(text),
  code: fc.option(text),
  trust_device: fc.oneof(fc.boolean(), laxBoolean),
}

const fieldsOf: Readonly<Record<OperationWithBody, readonly string[]>> = {
  authenticate: ['flow_token', 'password', 'tenant_id'],
  identify: ['email'],
  login: ['email', 'password', 'tenant_id'],
  refresh: ['refresh_token'],
  verify: ['mfa_token', 'user_id', 'method', 'code', 'trust_device'],
}

/** Mostly what belongs there, sometimes any JSON, sometimes nothing. */
const field = (name: string): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 8, arbitrary: fields[name] ?? text },
    { weight: 1, arbitrary: anything },
    { weight: 1, arbitrary: fc.constant(undefined) },
  )

const bodyOf = (operation: OperationWithBody): fc.Arbitrary<unknown> => {
  const known = fc.record(Object.fromEntries(fieldsOf[operation].map((name) => [name, field(name)])))
  const more = fc.dictionary(fc.constantFrom('later', 'email', 'user', ''), anything, { maxKeys: 1 })
  return fc.oneof(
    { weight: 12, arbitrary: known },
    { weight: 2, arbitrary: fc.tuple(more, known).map(([extra, body]) => ({ ...extra, ...body })) },
    { weight: 1, arbitrary: anything },
  )
}

/** Bodies for each operation with one, good and bad, as they are after the wire. */
export const generatedBodies: fc.Arbitrary<GeneratedBody> = fc
  .constantFrom<OperationWithBody[]>('authenticate', 'identify', 'login', 'refresh', 'verify')
  .chain((operation) =>
    bodyOf(operation).map((body) => ({ operation, body: JSON.parse(JSON.stringify(body) ?? 'null') })),
  )

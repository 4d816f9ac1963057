import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { printReport } from '../../../scripts/api-report/print-report.ts'
import { readApi } from '../../../scripts/api-report/read-api.ts'
import type { Entry } from '../../../scripts/check-package/entries.ts'

const root = mkdtempSync(join(tmpdir(), 'api-report-'))
afterAll(() => rmSync(root, { recursive: true }))

const entry = (name: string): Entry => {
  const target = { types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` }
  return { specifier: `pkg/${name}`, subpath: `./${name}`, import: target, require: target }
}

const chunk = `
/** What a call takes. */
interface Options$1 { 
    /** In milliseconds. */
    waitMs: number; // for ever by default
    retries: Retries }
type Retries = 0 | 1
/** Calls. */
declare function call(options: Options$1): void
declare const names: readonly string[]
export { Options$1 as O, call as c, names as n }
`
const files = {
  'chunk-Ab3_x-9Z.d.ts': chunk,
  'one.d.ts': "export { O as Options, n as names, c as call } from './chunk-Ab3_x-9Z.js'",
  'two.d.ts':
    "import { c as call } from './chunk-Ab3_x-9Z.js'\n/** Too. */\ndeclare class Two {}\nexport { Two, call }",
}
mkdirSync(join(root, 'dist'))
for (const [name, text] of Object.entries(files)) writeFileSync(join(root, 'dist', name), text)
const api = readApi(root, [entry('one'), entry('two')])

test('api report: each entry has its names in order, without comments and without the names of chunks', () => {
  expect(printReport(api).slice(printReport(api).indexOf('## '))).toBe(`## pkg/one

\`\`\`typescript
interface Options$1 {
  waitMs: number;
  retries: Retries;
}
export { Options$1 as Options }

function call(options: Options$1): void;

const names: readonly string[]
\`\`\`

## pkg/two

\`\`\`typescript
class Two {
}
\`\`\`

- \`call\` of \`pkg/one\`

## Types that are not exported

They are part of a type above.

\`\`\`typescript
type Retries = 0 | 1;
\`\`\`
`)
})

test('api report: names and members without a doc comment are found', () => {
  const exports = api.entries.flatMap((each) => each.exports)
  expect(exports.filter(({ isDocumented }) => !isDocumented).map(({ name }) => name)).toEqual(['names'])
  expect(exports.map(({ name, undocumentedMembers }) => `${name}: ${undocumentedMembers}`)).toEqual([
    ...['Options: retries', 'call: ', 'names: ', 'Two: ', 'call: '],
  ])
})

test('api report: without the declarations of an entry it is an error', () => {
  expect(() => readApi(root, [entry('three')])).toThrow('pkg/three has no declarations; run npm run build')
})

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { lexer, type Token, walkTokens } from 'marked'
import ts from 'typescript'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addToChangelog } from '../../../scripts/codegen/changelog.ts'
import { compareContracts } from '../../../scripts/compare/compare-contracts.ts'
import { printChangeReport } from '../../../scripts/compare/print/report.ts'
import type { Change } from '../../../scripts/compare/rules/change.ts'
import type { JsonObject } from '../../../scripts/openapi/json.ts'
import { hostileDocument } from '../../support/codegen/hostile-document.ts'
import { hostileTexts } from '../../support/codegen/hostile-texts.ts'
import { runHere, streamOf } from '../../support/codegen/run-here.ts'
import { root } from '../../support/docs/markdown.ts'

const scratch = mkdtempSync(join(tmpdir(), 'hostile-test-'))
const out = join(scratch, 'out')
const kinds = Object.entries(hostileTexts)
const document = hostileDocument()
/** The same document without a field, a value and a limit in each schema, so that every text is in a report. */
const changed = hostileDocument(({ properties, required: _, ...schema }) => {
  const [[name = '', first] = [], ...others] = Object.entries(Object(properties))
  const renamed = { ...Object(first), enum: ['other'], default: 'other' }
  return { ...schema, properties: { ...Object.fromEntries(others.slice(1)), [`${name} `]: renamed } }
})
let changes: readonly Change[]

const run = (source: JsonObject, ...args: readonly string[]) =>
  runHere(['--out', out, '--source', '-', '--tag', 'wanted', ...args], { stdin: streamOf(JSON.stringify(source)) })
const read = (name: string): string => readFileSync(join(out, name), 'utf8')

beforeAll(async () => {
  expect(await run(document)).toMatchObject({ code: 0, err: '' })
  symlinkSync(join(root, 'node_modules'), join(out, 'node_modules'))
  changes = compareContracts(JSON.parse(read('openapi.json')), JSON.parse(JSON.stringify(changed)))
}, 300_000)
afterAll(() => rmSync(scratch, { recursive: true }))

test('hostile document: it has more than fifty kinds of text', () => {
  expect(kinds.length).toBeGreaterThan(50)
  expect(new Set(Object.values(hostileTexts)).size).toBe(kinds.length)
})

test('hostile document: importing the generated files changes nothing, and each schema has its texts as they are', () => {
  const script = fileURLToPath(new URL('../../support/codegen/import-generated.ts', import.meta.url))
  const printed = JSON.parse(execFileSync(process.execPath, [script, out], { encoding: 'utf8' }))
  expect(printed).toMatchObject({ added: ['__zod_globalConfig', '__zod_globalRegistry'], wrong: [] })
  const paths = Object.keys(Object(document['paths']))
  expect([...printed.paths].sort()).toEqual(paths.sort())
})

test('hostile document: the types have each text as a name and as a value', () => {
  const found = new Set<string>()
  const visit = (node: ts.Node): void => {
    if (ts.isPropertySignature(node)) found.add(textOf(node.name))
    if (ts.isLiteralTypeNode(node)) found.add(textOf(node.literal))
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('types.ts', read('types.ts'), ts.ScriptTarget.ES2022, true))
  expect(kinds.filter(([, text]) => !found.has(text)).map(([kind]) => kind)).toEqual([])
})

test.each(['types.ts', 'schemas.ts', 'operations.ts', 'contract.md', 'openapi.json', 'openapi.lock.json'])(
  'hostile document: nothing in %s is invisible',
  (name) => {
    expect(read(name).replaceAll(/[\n\t]/g, '')).not.toMatch(invisible)
  },
)

test('hostile document: the contract as a page has our headings, links and tables, and no HTML', () => {
  const page = read('contract.md').replace(/^<!--.*-->/, '')
  const { headings, links, foreign, rows } = partsOf(page)
  expect(headings.filter(({ depth }) => depth < 3)).toEqual([
    { depth: 1, text: 'wanted API' },
    ...['Authentication', 'Endpoints', 'Schemas'].map((text) => ({ depth: 2, text })),
  ])
  expect(headings.filter(({ depth }) => depth > 2)).toHaveLength(2 * kinds.length)
  expect(links.filter((href) => !href.startsWith('#'))).toEqual([])
  expect(foreign).toEqual([])
  expect(rows.filter(([cells, columns]) => cells !== columns)).toEqual([])
})

test('hostile document: the markdown report has our headings and tables, and no HTML', () => {
  const { headings, links, foreign, rows } = partsOf(printChangeReport(changes, 'markdown').replaceAll('<br>', ' '))
  expect(headings.map(({ text }) => text)).toEqual(['What changed for callers', 'Breaking', 'Risky', 'Safe'])
  expect(links).toEqual([])
  expect(foreign).toEqual([])
  expect(rows.length).toBeGreaterThan(2 * kinds.length)
  expect(rows.filter(([cells, columns]) => cells !== columns)).toEqual([])
})

test('hostile document: the changelog has our headings and no HTML', () => {
  const { headings, links, foreign } = partsOf(addToChangelog(undefined, 'Agreed.', changes))
  expect(headings.map(({ text }) => text)).toEqual(['Changelog', 'Unreleased', 'Changed'])
  expect(links).toEqual([])
  expect(foreign).toEqual([])
})

test('hostile document: the JSON report has the changes as they are', () => {
  expect(JSON.parse(printChangeReport(changes, 'json'))).toEqual(JSON.parse(JSON.stringify(changes)))
})

test.each(['terminal', 'markdown', 'json'] as const)(
  'hostile document: a log with the %s report is inert',
  (format) => {
    const report = printChangeReport(changes, format)
    expect(report.length).toBeGreaterThan(10_000)
    expectInert(report)
  },
)

test('hostile document: a run prints nothing that a terminal or a build server obeys', {
  timeout: 300_000,
}, async () => {
  const { code, out: printed, err } = await run(changed, '--report', 'terminal')
  expect(code).toBe(2)
  expect(printed).toContain('hostile')
  expectInert(printed)
  expectInert(err)
})

test.each(kinds)('hostile document: a message about a place named %s is inert', async (_, text) => {
  const get = { tags: [text], operationId: text, responses: { 200: { [text]: text, description: 'OK' } } }
  const info = { title: 'A', version: '1' }
  const broken = { openapi: '3.1.0', info, paths: { '/a': { get, parameters: [{ $ref: `#/${text}` }] } } }
  for (const args of [
    ['--tag', 'none'],
    ['--tag', text],
    ['--operation', `${text}!`],
  ]) {
    const given = { stdin: streamOf(JSON.stringify(broken)) }
    const { code, out: printed, err } = await runHere(['--out', join(scratch, 'none'), '--source', '-', ...args], given)
    expect(printed).toBe('')
    expect([3, 64]).toContain(code)
    expect(err).toMatch(/^codegen: [^\n]*\n$/)
    expectInert(err)
  }
})

const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u

/** GitHub runs a line that begins with `::` after blanks, and `##[` anywhere; Azure `##vso[` anywhere. */
function expectInert(log: string): void {
  expect(log.replaceAll('\n', '')).not.toMatch(invisible)
  expect(log.split('\n').filter((line) => /^\s*::|##(?:\w+)?\[/.test(line))).toEqual([])
  expect(log.split('\n').filter((line) => line.length > 5000)).toEqual([])
}

interface Parts {
  readonly headings: readonly { readonly depth: number; readonly text: string }[]
  readonly links: readonly string[]
  /** HTML, images, quotes, blocks of code, definitions of links. */
  readonly foreign: readonly string[]
  /** The cells of each row of a table, and the columns of the table. */
  readonly rows: readonly (readonly [cells: number, columns: number])[]
}

function partsOf(markdown: string): Parts {
  const tokens: Token[] = []
  void walkTokens(lexer(markdown), (token) => void tokens.push(token))
  const of = <T extends Token['type']>(type: T): readonly Extract<Token, { type: T }>[] =>
    tokens.filter((token): token is Extract<Token, { type: T }> => token.type === type)
  return {
    headings: of('heading').map(({ depth, text }) => ({ depth, text })),
    links: of('link').map(({ href }) => href),
    foreign: tokens
      .filter(({ type }) => ['html', 'image', 'blockquote', 'code', 'def'].includes(type))
      .map(({ raw }) => raw),
    rows: of('table').flatMap((table) => rowsOf(table.raw)),
  }
}

/** The rows of a table as they are written: a parser fills and cuts them. */
function rowsOf(table: string): [number, number][] {
  const cellsIn = (line: string): number => line.replaceAll(/\\./g, '').split('|').length - 2
  const [head = '', , ...rows] = table.trimEnd().split('\n')
  return rows.map((line) => [cellsIn(line), cellsIn(head)])
}

function textOf(node: ts.Node): string {
  return ts.isStringLiteral(node) || ts.isIdentifier(node) || ts.isNumericLiteral(node) ? node.text : ''
}

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { emitContractPage } from '../../../../scripts/codegen/emit/contract-page.ts'
import { anchorsOf } from '../../../../scripts/codegen/emit/markdown.ts'
import { anchorsOf as anchorsOfPage, proseOf, readPage } from '../../../support/docs/markdown.ts'
import { parsePage } from '../../../support/portal-auth-page.ts'

const committed = readPage('docs/contract.md')
const vendor = readFileSync(new URL('../../../fixtures/portal-auth-page.txt', import.meta.url), 'utf8')

test('contract page: it has every fact of the vendor’s page: endpoints, parameters, bodies, responses, fields', () => {
  const ours = parsePage(asText(committed.lines))
  const theirs = parsePage(vendor)
  expect(ours.operations).toEqual(theirs.operations)
  expect(Object.fromEntries(ours.schemas)).toEqual(Object.fromEntries(theirs.schemas))
})

test('contract page: it has the headings of the vendor’s page, in its order', () => {
  const ours = committed.lines.flatMap((line) => /^##+ (.*)/.exec(line)?.[1] ?? [])
  expect(ours).toEqual(vendor.split('\n').flatMap((line) => /^(.*)#$/.exec(line)?.[1] ?? []))
})

test('contract page: every link points to an anchor of the page', () => {
  const links = [...proseOf(committed).matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor)
  expect(links.length).toBeGreaterThan(20)
  expect(links.filter((anchor) => !anchorsOfPage(committed).includes(anchor ?? ''))).toEqual([])
})

test('contract page: a duplicate heading gets its own anchor', () => {
  expect(anchorsOf(['GET /a', 'Schemas', 'schemas', 'A_b.c'])).toEqual(['get-a', 'schemas', 'schemas-1', 'a_bc'])
})

test('contract page: shared parameters, security, bounds, combinations and schemas without fields', () => {
  const schema = {
    type: 'object',
    required: ['id'],
    properties: { id: { type: 'integer', minimum: 1, description: 'A | B' } },
  }
  const text = emitContractPage(
    {
      openapi: '3.1.0',
      security: [{ session: [] }],
      paths: {
        '/a/{id}': {
          parameters: [{ $ref: '#/components/parameters/Id' }],
          get: {
            summary: 'Get',
            deprecated: true,
            security: [{ key: [], session: [] }, {}],
            responses: { 204: { description: 'Gone' } },
          },
          put: {
            requestBody: {
              content: {
                'text/csv': { schema: { allOf: [{ $ref: '#/components/schemas/A' }, { type: ['string', 'null'] }] } },
              },
            },
            responses: { 200: { $ref: '#/components/responses/Word' } },
          },
        },
      },
      components: {
        parameters: {
          Id: {
            name: 'id',
            in: 'path',
            required: true,
            schema: { type: 'string', format: 'uuid' },
            description: 'Whose\nid.',
          },
        },
        responses: {
          Word: {
            description: 'OK',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Word' } } },
          },
        },
        schemas: { A: schema, Word: { enum: ['yes', 'no'], description: 'An answer.' } },
        securitySchemes: {
          key: { type: 'apiKey', in: 'header', name: 'x-key' },
          session: { type: 'http', scheme: 'bearer' },
        },
      },
    },
    'Test',
    'Generated',
  )
  const lines = text.split('\n')
  expect(lines).toEqual(
    expect.arrayContaining([
      'Reference for the Test endpoint group — 2 endpoints.',
      '| key | apiKey header x-key | |',
      'Deprecated.',
      '**Authentication:** key and session, or none',
      '**Authentication:** session',
      '| id | path | yes | string (uuid) | Whose id. |',
      '| 204 | Gone |',
      'Optional. `text/csv` → [A](#a) & string | null',
      '| 200 | `application/json` → [Word](#word) |',
      '| id | integer | yes | A \\| B Minimum: 1 |',
      'Type: "yes" | "no"',
      'An answer.',
    ]),
  )
})

/** Our page as the text a browser shows of the vendor's: no marks, cells side by side, Python's words for defaults. */
function asText(lines: readonly string[]): string {
  return lines
    .map((line) =>
      line
        .replace(/^##+ (.*)$/, '$1#')
        .replace(/^\*\*(.*)\*\*$/, '$1')
        .replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1')
        .replaceAll('`', '')
        .replace(/^Required\. .*/, 'Required.')
        .replace(/Default: (true|false) /, (_, word: string) => `Default: ${word === 'true' ? 'True' : 'False'} `)
        .replace(/^\| (.*?) \|$/, (_, cells: string) =>
          cells.replaceAll(/(?<!\\) \|(?= |$)/g, '').replaceAll('\\|', '|'),
        ),
    )
    .map((line) => line.trim())
    .join('\n')
}

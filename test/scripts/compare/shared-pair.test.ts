import { expect, test } from 'vitest'
import { compareContracts } from '../../../scripts/compare/compare-contracts.ts'
import { printChangeReport } from '../../../scripts/compare/print/report.ts'
import next from '../../fixtures/scaikey.next.openapi.json' with { type: 'json' }
import current from '../../fixtures/scaikey.openapi.json' with { type: 'json' }
import { contract, withTag } from '../../support/compare/edit.ts'

const changes = compareContracts(contract, withTag(next, 'Portal Auth'))

test('compare: the next document has the changes that a reader finds by hand', () => {
  const rows = changes.map(({ operation, direction, path, kind, rating }) =>
    [rating, kind, operation.replace('POST /api/v1/auth/', ''), direction, path].join(' ').trim(),
  )
  // By hand, from the two documents side by side.
  expect(rows.sort()).toEqual([
    'breaking added identify request body.captcha_token',
    'breaking removed login request',
    'risky narrowed authenticate response 200.status',
    'safe added authenticate response 200.expires_in',
    'safe added mfa/email/send request',
    'safe narrowed refresh response 200.refresh_token',
    'safe renamed refresh response 200',
    'safe required refresh response 200.refresh_token',
  ])
})

test.each([
  ['terminal', 'txt'],
  ['markdown', 'md'],
  ['json', 'json'],
] as const)('compare: the report for the next document, for %s', async (format, extension) => {
  await expect(printChangeReport(changes, format)).toMatchFileSnapshot(
    `../../fixtures/scaikey.next.report.${extension}`,
  )
})

test('compare: the JSON report is an array of changes with their seven members and nothing else', () => {
  const report: unknown = JSON.parse(printChangeReport(changes, 'json'))
  expect(report).toEqual(changes)
  for (const change of changes)
    expect(Object.keys(change)).toEqual(['operation', 'direction', 'path', 'kind', 'rating', 'sdk', 'hint'])
})

test('compare: other tags of the document are reported with their own client', () => {
  const [was, is] = [current, next].map((document) => withTag(document, 'Profile'))
  expect(compareContracts(was ?? {}, is ?? {})).toEqual([])
  const [added] = compareContracts({}, is ?? {})
  expect(added).toMatchObject({ kind: 'added', rating: 'safe', sdk: ['createApiClient<paths>(auth)'] })
})

test('compare: without changes, each format says so', () => {
  expect(printChangeReport([], 'terminal')).toBe('No change for callers.\n')
  expect(printChangeReport([], 'markdown')).toBe('# What changed for callers\n\nNothing.\n')
  expect(printChangeReport([], 'json')).toBe('[]\n')
})

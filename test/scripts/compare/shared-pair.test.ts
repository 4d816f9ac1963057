import { beforeAll, expect, test } from 'vitest'
import { compareContracts } from '../../../scripts/compare/compare-contracts.ts'
import { printReport } from '../../../scripts/compare/print/report.ts'
import type { Change } from '../../../scripts/compare/rules/change.ts'
import { askRedocly } from '../../../scripts/compare/second-opinion/ask-redocly.ts'
import {
  differencesIn,
  readMajors,
  type SecondOpinion,
} from '../../../scripts/compare/second-opinion/second-opinion.ts'
import type { JsonObject } from '../../../scripts/openapi/json.ts'
import next from '../../fixtures/scaikey.next.openapi.json' with { type: 'json' }
import current from '../../fixtures/scaikey.openapi.json' with { type: 'json' }
import { contract, withTag } from '../../support/compare/edit.ts'

let after: JsonObject
let changes: readonly Change[]
let opinion: SecondOpinion

beforeAll(async () => {
  after = withTag(next, 'Portal Auth')
  changes = compareContracts(contract, after)
  opinion = await askRedocly(contract, after)
}, 60_000)

test('compare: the next document has the changes that a reader finds in it', () => {
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
  await expect(printReport(changes, format, opinion)).toMatchFileSnapshot(
    `../../fixtures/scaikey.next.report.${extension}`,
  )
})

test('compare: the JSON report is an array of changes with their seven members and nothing else', () => {
  const report: unknown = JSON.parse(printReport(changes, 'json', opinion))
  expect(report).toEqual(changes)
  for (const change of changes)
    expect(Object.keys(change)).toEqual(['operation', 'direction', 'path', 'kind', 'rating', 'sdk', 'hint'])
})

test('compare: Redocly takes the removed login for a renamed path and a value that is never null for a break', () => {
  const differences = differencesIn(changes, opinion).join('\n')
  expect(differences).toContain('"Path `/api/v1/auth/login` was renamed to `/api/v1/auth/mfa/email/send`."; here safe.')
  expect(differences).toContain('"`anyOf` of `refresh_token` was removed."; here safe.')
  expect(differences).toContain(
    'POST /api/v1/auth/login, request: Redocly has no major change; here removed, breaking.',
  )
  expect(differences).not.toContain('captcha_token')
})

test('compare: a second opinion that cannot be had is told and stops nothing', async () => {
  const failed = await askRedocly({ openapi: '9' }, after)
  expect(differencesIn([], failed)).toEqual([expect.stringMatching(/^Redocly could not be asked: ./)])
  expect(printReport(changes, 'terminal', failed)).toContain('Redocly could not be asked')
  expect(() => readMajors({ summary: {} })).toThrow('its report has no list of changes')
}, 60_000)

test('compare: the other tags of the document have their own changes, by a client of their own', () => {
  const [was, is] = [current, next].map((document) => withTag(document, 'Profile'))
  expect(compareContracts(was ?? {}, is ?? {})).toEqual([])
  const [added] = compareContracts({}, is ?? {})
  expect(added).toMatchObject({ kind: 'added', rating: 'safe', sdk: ['createApiClient<paths>(auth)'] })
})

test('compare: no change says so', () => {
  expect(printReport([], 'terminal')).toBe('No change for callers.\n')
  expect(printReport([], 'markdown')).toBe('# What changed for callers\n\nNothing.\n')
  expect(printReport([], 'json')).toBe('[]\n')
})

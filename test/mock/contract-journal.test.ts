import { expect, onTestFinished, test } from 'vitest'
import { startPortalServer } from '../../mock/server/server.ts'
import document from '../../openapi.json' with { type: 'json' }
import recorded from '../fixtures/fastapi-answers.json' with { type: 'json' }
import { createTestPortal, type Send } from '../support/mock/driver.ts'
import { type Exchange, judgeWithRedocly } from '../support/mock/respect.ts'
import { playScenario } from '../support/mock/scenario.ts'

/** Every exchange of a full run over HTTP: a life of logins, then each recorded request. The portal does not check itself. */
async function fullRun(): Promise<Exchange[]> {
  const { portal } = createTestPortal({ selfCheck: false, policy: { lockout: { maxFailures: 1000 } } })
  const server = await startPortalServer({ portal })
  onTestFinished(() => server.close())
  const exchanges: Exchange[] = []
  const send: Send = async (path, init) => {
    const response = await fetch(`${server.url}${path}`, init)
    const body = await response.clone().text()
    exchanges.push({ path, status: response.status, contentType: response.headers.get('content-type'), body })
    return response
  }
  await playScenario(portal, send, server.url)
  for (const { request } of recorded) {
    const { method, path, headers, body } = request
    await send(path, { method, headers: headers as Record<string, string>, body, redirect: 'manual' })
  }
  return exchanges
}

const isDeclared = ({ path, status }: Exchange) => Object.hasOwn(document.paths, path) && [200, 422].includes(status)
/** The one answer that a planned fault cut in half. */
const isCut = ({ body }: Exchange) => !body.endsWith('}')

test('contract: Redocly finds no violation in the journal of a full run', { timeout: 60_000 }, async () => {
  const exchanges = await fullRun()
  const cut = exchanges.filter((each) => isDeclared(each) && isCut(each))
  const declared = exchanges.filter((each) => isDeclared(each) && !isCut(each))
  const statuses = (status: number) => declared.filter((each) => each.status === status).length
  expect(cut).toHaveLength(1)
  const { checks, ...verdict } = await judgeWithRedocly(declared)
  expect(verdict).toEqual({ exchanges: declared.length, violations: [] })
  expect(checks).toBe(3 * declared.length)
  expect([exchanges.length, declared.length, statuses(200), statuses(422)]).toEqual([403, 265, 38, 227])
})

test('contract: Redocly finds what is outside the contract', { timeout: 60_000 }, async () => {
  const path = '/api/v1/auth/refresh'
  const good = { path, status: 200, contentType: 'application/json', body: '{"access_token":"a","refresh_token":null}' }
  const { violations } = await judgeWithRedocly([
    good,
    { ...good, body: '{"access_token":1}' },
    { ...good, body: '{"refresh_token":"r"}' },
    { ...good, body: '{"access_token":"a","id_token":"i"}' },
    { ...good, status: 201 },
    { ...good, contentType: 'text/html' },
    { ...good, status: 422, body: '{"detail":"no"}' },
  ])
  expect(violations.map((each) => each.split(':').slice(0, 2).join(':'))).toEqual([
    '1-refresh-200: schema check',
    '2-refresh-200: schema check',
    '3-refresh-200: schema check',
    '4-refresh-201: status code check',
    '5-refresh-200: content-type check',
    '6-refresh-422: schema check',
  ])
})

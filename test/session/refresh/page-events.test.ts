import { expect, test } from 'vitest'
import type { FakeLifecycleEvent } from '../../../mock/tabs.ts'
import { refusing, slow } from '../../support/client/faults.ts'
import { createScenario, createSignedInScenario, lifetimeMs } from '../../support/client/scenario.ts'

test('refresh: a client that is disposed during a refresh makes no other one', async () => {
  const scenario = await createSignedInScenario()
  const { auth, browser, tab } = scenario
  tab.network = slow(5_000, tab)
  while (scenario.refreshes.length === 0) await browser.advance(1_000)
  auth.dispose()
  await browser.advance(4 * lifetimeMs)
  expect(scenario.refreshes).toHaveLength(1)
  expect(tab.countHandles()).toBe(0)
})

test('refresh: each refresh replaces the timer of the one before', async () => {
  const { auth, browser, tab } = await createSignedInScenario()
  const before = tab.countHandles()
  for (let count = 0; count < 5; count++) await browser.run(auth.refresh())
  await browser.settle()
  expect(tab.countHandles()).toBe(before)
})

test('getAccessToken: a token that is due is refreshed in the background where the timers of the tab are late', async () => {
  const scenario = createScenario()
  const { auth, browser, tab } = scenario
  tab.throttle(24 * 3_600_000)
  await scenario.signIn()
  await browser.advance(lifetimeMs * 0.9)
  expect(scenario.refreshes).toHaveLength(0)
  const token = await auth.getAccessToken()
  await browser.settle()
  expect(scenario.refreshes).toHaveLength(1)
  expect(await auth.getAccessToken()).not.toBe(token)
})

test('refresh: a page that is put away runs no timer until it is back', async () => {
  const scenario = await createSignedInScenario()
  const { browser, tab } = scenario
  tab.dispatch('sleep')
  await browser.advance(2 * lifetimeMs)
  expect(scenario.refreshes).toHaveLength(0)
  tab.dispatch('wake')
  await browser.settle()
  expect(scenario.refreshes).toHaveLength(1)
})

test.each<FakeLifecycleEvent>(['hidden', 'offline'])('refresh: a page that gets %s keeps its timer', async (event) => {
  const scenario = await createSignedInScenario()
  scenario.tab.dispatch(event)
  await scenario.browser.advance(lifetimeMs * 0.9)
  expect(scenario.refreshes).toHaveLength(1)
})

test.each<[FakeLifecycleEvent, number]>([
  ['online', 1],
  ['wake', 0],
  ['hidden', 0],
  ['offline', 0],
  ['sleep', 0],
])('refresh: after failures %s leads to %i attempts at once', async (event, attempts) => {
  const scenario = await createSignedInScenario()
  const { browser, tab } = scenario
  let refused = 0
  tab.network = refusing(() => {
    refused += 1
    return Response.json({}, { status: 404 })
  })
  await browser.advance(lifetimeMs)
  // The pause is close to a minute by now, and has just begun.
  const before = refused
  while (refused === before) await browser.advance(1_000)
  const after = refused
  tab.dispatch(event)
  await browser.settle()
  expect(refused - after).toBe(attempts)
  tab.network = (request, next) => next(request)
})

test('refresh: a wait that the server asked for survives every event', async () => {
  const scenario = await createSignedInScenario()
  const { auth, browser, tab } = scenario
  tab.network = refusing(() => Response.json({}, { status: 503, headers: { 'retry-after': '600' } }), 1)
  await browser.run(auth.refresh().catch(() => {}))
  await browser.advance(lifetimeMs * 0.85)
  for (const event of ['online', 'wake', 'hidden', 'offline', 'online'] as const) {
    tab.dispatch(event)
    await browser.settle()
  }
  expect(scenario.refreshes).toHaveLength(0)
  await browser.advance(120_000)
  expect(scenario.refreshes).toHaveLength(1)
})

import { readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { startPortalWorker } from '../../../mock/browser.ts'
import { workerProblem } from '../../../mock/msw/worker-script.ts'
import { createTestPortal } from '../../support/mock/driver.ts'

const url = '/mockServiceWorker.js'
const script = readFileSync(new URL('../../../node_modules/msw/lib/mockServiceWorker.js', import.meta.url), 'utf8')
const javascript = { headers: { 'content-type': 'text/javascript' } }
const page = (answer: () => Promise<Response>) => ({ serviceWorker: {}, fetch: answer })

test('worker script: MSW’s own has no problem', async () => {
  expect(
    await workerProblem(
      url,
      page(async () => new Response(script, javascript)),
    ),
  ).toBeUndefined()
})

test.for([
  ['a 404', async () => new Response('', { status: 404 }), 'the server answered 404'],
  ['the index page', async () => new Response('<html>', { headers: { 'content-type': 'text/html' } }), 'text/html'],
  ['another script', async () => new Response('alert(1)', javascript), 'is not MSW'],
  ['no network', () => Promise.reject(new TypeError('x')), 'cannot be fetched'],
] as const)('worker script: %s is reported with what to do', async ([, answer, message]) => {
  const problem = await workerProblem(url, page(answer))
  expect(problem).toContain(message)
  expect(problem).toContain('npx scaikey-portal-mock init <')
})

test('startPortalWorker: rejects an unknown option', async () => {
  const options = { scriptUrl: '/worker.js' } as never
  await expect(startPortalWorker(createTestPortal().portal, options)).rejects.toThrow(
    'startPortalWorker(): unknown option "scriptUrl"; expected url, more or persist',
  )
})

test('startPortalWorker: says when a page cannot have a service worker', async () => {
  vi.stubGlobal('navigator', {})
  await expect(startPortalWorker(createTestPortal().portal)).rejects.toThrow('open it on https: or on localhost')
})

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { type PortalServer, startPortalServer } from '../../../mock/server/server.ts'
import { launchChromium } from '../engines/chromium.ts'
import { insecureHost } from '../engines/engine.ts'
import { inChromium, type Play, type Scenario } from '../scenario.ts'

/** A running mock, and an empty page on a port of its own, which both hosts reach. */
interface Site {
  readonly browser: Browser
  readonly mock: PortalServer
  /** A page of another site: its name resolves to this machine, as the attacker of a DNS rebinding wants it. */
  readonly foreign: Page
  /** The address of an empty page of a host. */
  addressOf(host: string): string
}

async function openSite({ atEnd }: Play): Promise<Site> {
  const mock = await startPortalServer()
  atEnd(() => mock.close())
  const pages = createServer((_, response) =>
    response.setHeader('content-type', 'text/html').end('<title>a page</title>'),
  )
  await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve))
  atEnd(async () => void pages.close())
  const browser = await launchChromium()
  atEnd(() => browser.close())
  const addressOf = (host: string): string => `http://${host}:${(pages.address() as AddressInfo).port}/`
  const foreign = await browser.newPage()
  await foreign.goto(addressOf(insecureHost))
  return { browser, mock, foreign, addressOf }
}

/** The control API in all its forms. */
const bases = ['/__mock__/', '/p/one/__mock__/', '/portal/__mock__/', '/portal/p/one/__mock__/']
const planted = {
  operation: 'jwks',
  times: 'always',
  then: { status: 200, headers: { 'content-type': 'text/html' }, body: '<script>document.title = "planted"</script>' },
}

/** The beginning of what a page reads of an address; `nothing` if the browser or the server refuses. */
function read(page: Page, url: string, init: RequestInit = {}): Promise<string> {
  return page.evaluate(
    async ([url, init]) => {
      try {
        const response = await fetch(url, init)
        return response.ok ? (await response.text()).slice(0, 200) : 'nothing'
      } catch {
        return 'nothing'
      }
    },
    [url, init] as const,
  )
}

/** Sends JSON as a form of text, a navigation, which needs no permission. Without an origin: from a sandboxed frame. */
async function sendForm(page: Page, action: string, json: string, from: 'the page' | 'no origin'): Promise<void> {
  // The browser writes a field as `name=value`, so an equals sign of the JSON divides the two.
  const [name = '', ...rest] = json.split('=')
  const fields = JSON.stringify([action, name, rest.join('='), from === 'the page' ? '_top' : '_self'])
  const html = `<form method=post enctype=text/plain><input></form><script>
    const [form] = document.forms
    ;[form.action, form[0].name, form[0].value, form.target] = ${fields.replaceAll('<', '\\u003c')}
    form.submit()
  </script>`
  const answered = page.waitForResponse(action)
  await page.evaluate(
    ([srcdoc, isSandboxed]) => {
      const frame = document.createElement('iframe')
      if (isSandboxed) frame.setAttribute('sandbox', 'allow-scripts allow-forms')
      frame.srcdoc = srcdoc
      document.body.append(frame)
    },
    [html, from === 'no origin'] as const,
  )
  await answered
}

const stateOf = async ({ mock }: Site): Promise<string> => {
  const keyed = async (name: string) => (await fetch(`${mock.url}/p/one/__mock__/${name}`)).text()
  const users = mock.portal.users.list().map(({ status }) => status)
  return JSON.stringify([
    mock.portal.faults.list(),
    mock.portal.keys.list(),
    users,
    await keyed('faults'),
    await keyed('keys'),
  ])
}

const control: Scenario = {
  title: 'mock: a page of another site can neither read nor change it',
  engines: inChromium,
  async run(play) {
    const { report } = play
    const site = await openSite(play)
    const { mock, foreign, addressOf } = site
    const before = await stateOf(site)
    const changes = async () => ((await stateOf(site)) === before ? 'none' : 'some')

    for (const base of bases) {
      for (const name of ['users', 'snapshot', 'policy', '']) {
        report.exact(`read ${base}${name}`, await read(foreign, `${mock.url}${base}${name}`), 'nothing')
      }
      const change = { method: 'POST', mode: 'no-cors', body: JSON.stringify(planted) } as const
      await read(foreign, `${mock.url}${base}faults`, change)
      await read(foreign, `${mock.url}${base}keys`, { method: 'POST', mode: 'no-cors', body: '{}' })
      const json = { 'content-type': 'application/json' }
      await read(foreign, `${mock.url}${base}faults`, { ...change, mode: 'cors', headers: json })
      await read(foreign, `${mock.url}${base}users?email=plain@acme.example`, {
        method: 'PATCH',
        headers: json,
        body: '{"status":"SUSPENDED"}',
      })
      report.exact(`${base} after fetch`, await changes(), 'none')
      for (const from of ['the page', 'no origin'] as const) {
        const page = await site.browser.newPage()
        await page.goto(addressOf(insecureHost))
        await sendForm(page, `${mock.url}${base}faults`, JSON.stringify(planted), from)
        report.exact(`${base} after a form of ${from}`, await changes(), 'none')
        await page.close()
      }
    }
    await read(foreign, `${mock.url}/__mock__/keys`, {
      method: 'POST',
      headers: { 'x-mock-portal': 'one', 'content-type': 'application/json' },
      body: '{}',
    })
    report.exact('after a header with a key', await changes(), 'none')
    const identify = await read(foreign, `${mock.url}/api/v1/auth/identify`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"email":"plain@acme.example"}',
    })
    report.exact('the login itself still answers any page', String(identify.includes('flow_token')), 'true')
  },
}

const shown: Scenario = {
  title: 'mock: no name that resolves to it and no frame shows the console',
  engines: inChromium,
  async run(play) {
    const { report } = play
    const { browser, mock, foreign, addressOf } = await openSite(play)
    const page = await browser.newPage()
    for (const path of ['/__mock__/', '/__mock__/users', '/api/v1/platform/.well-known/jwks.json', '/']) {
      const response = await page.goto(`http://${insecureHost}:${mock.port}${path}`)
      report.exact(`another name: ${path}`, response?.status() ?? 0, 403)
    }
    for (const [title, from, host] of [
      ['another site', addressOf(insecureHost), '127.0.0.1'],
      ['another port', addressOf('localhost'), 'localhost'],
    ] as const) {
      await page.goto(from)
      const address = `http://${host}:${mock.port}/__mock__/`
      await page.evaluate((src) => {
        const frame = document.createElement('iframe')
        return new Promise((resolve) => {
          frame.onload = resolve
          frame.src = src
          document.body.append(frame)
        })
      }, address)
      const framed = page.frames().at(-1)
      const users = await framed
        ?.locator('#users')
        .count()
        .catch(() => 0)
      report.exact(`in a frame of ${title}`, users ?? 0, 0)
    }
    await foreign.evaluate((href) => location.assign(href), `${mock.url}/__mock__/`)
    await foreign.waitForURL(/__mock__/)
    report.exact('after a link of another site', await foreign.locator('#users').count(), 0)

    await page.goto(addressOf('localhost'))
    const users = await read(page, `http://localhost:${mock.port}/__mock__/users`)
    report.exact('a page of this machine reads the users', String(users.includes('plain-password-1')), 'true')
    const response = await page.goto(`${mock.url}/`)
    report.exact('the root leads to the console', response?.url() ?? '', `${mock.url}/__mock__/`)
    await page.locator('#users tbody tr').first().waitFor()
  },
}

const sandboxedAnswers: Scenario = {
  title: 'mock: a planned page runs no script on its origin',
  engines: inChromium,
  async run(play) {
    const { report } = play
    const { browser, mock } = await openSite(play)
    const page = await browser.newPage()
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg"><title>none</title><script>document.title = "planted"</script></svg>'
    for (const [type, body] of [
      ['text/html', planted.then.body],
      ['application/json, text/html', planted.then.body],
      ['image/svg+xml', svg],
    ] as const) {
      mock.portal.faults.clear()
      mock.portal.faults.add({ operation: 'jwks', then: { status: 200, headers: { 'Content-Type': type }, body } })
      await page.goto(`${mock.url}/api/v1/platform/.well-known/jwks.json`)
      report.exact(type, await page.title(), type === 'image/svg+xml' ? 'none' : '')
    }
    mock.portal.faults.clear()
    const detail = "<script>document.title = 'planted'</script>"
    const notAuthenticated = { status: 401, detail, headers: { 'content-type': 'text/html' } }
    mock.portal.policy.change({ refusals: { notAuthenticated } })
    await page.goto(`${mock.url}/api/v1/me`)
    report.exact('a refusal of the policy', await page.title(), '')
  },
}

/** The mock's server, attacked from web pages. */
export const foreignPage: readonly Scenario[] = [control, shown, sandboxedAnswers]

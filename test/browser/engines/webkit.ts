import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { sleep, until } from '../until.ts'
import type { BrowserProfile, Engine, Tab } from './engine.ts'
import { findBrowser } from './find-browser.ts'
import { startSession, type WebDriverSession } from './web-driver.ts'

/** Starts WebKitGTK's MiniBrowser over WebDriver, on a virtual display if there is no real one. */
export async function startWebKit(): Promise<Engine> {
  const [binary, driverPath] = [findBrowser('webkit'), findBrowser('webkitDriver')]
  const display = process.env['DISPLAY'] === undefined ? await startDisplay() : undefined
  const port = await freePort()
  const driver = spawn(driverPath, ['-p', String(port)], {
    stdio: 'ignore',
    env: { ...process.env, ...(display && { DISPLAY: display.name }), LIBGL_ALWAYS_SOFTWARE: '1', NO_AT_BRIDGE: '1' },
  })
  const url = `http://127.0.0.1:${port}`
  // Each session has its own storage, and the driver has one session at a time.
  const start = (): Promise<WebDriverSession> =>
    startSession(url, { 'webkitgtk:browserOptions': { binary, args: ['--automation'] } })
  const close = async (): Promise<void> => {
    await end(driver)
    if (display) await end(display.process)
  }
  try {
    const isUp = (): Promise<boolean> => fetch(`${url}/status`).then(Boolean, () => false)
    if (!(await until(isUp, 10_000))) throw new Error('WebKitWebDriver does not answer within 10 s')
    const first = await start()
    await first.end()
    return { name: 'webkit', version: first.browserVersion, openProfile: async () => profileOf(await start()), close }
  } catch (error) {
    await close()
    throw error
  }
}

function profileOf(session: WebDriverSession): BrowserProfile {
  return {
    async openTab(url) {
      const handle = await session.newTab()
      await session.navigate(handle, url)
      await session.run(handle, ignoreFocus)
      return tabOf(session, handle)
    },
    setOffline: () => cannot('take the network away'),
    close: session.end,
  }
}

// The driver focuses the tab on each command, so the focus events are hidden from the page.
const ignoreFocus = `const ignore = (event) => { if (event.isTrusted) event.stopImmediatePropagation() }
  window.addEventListener('focus', ignore, true)
  document.addEventListener('visibilitychange', ignore, true)`

// Starts the call, then polls: the driver runs one command at a time.
const begin = `const [id, verb, argument] = arguments
  const calls = (window.calls ??= {})
  Promise.resolve().then(() => window.verbs[verb](...argument)).then(
    (value) => { calls[id] = { value } }, (error) => { calls[id] = { error: String(error) } })`
// As text, because the driver turns undefined into null.
const collect = 'return JSON.stringify(window.calls?.[arguments[0]]) ?? null'

function tabOf(session: WebDriverSession, handle: string): Tab {
  let calls = 0
  async function call(verb: string, argument: readonly unknown[]): Promise<unknown> {
    calls += 1
    const id = calls
    await session.run(handle, begin, id, verb, argument)
    for (;;) {
      const outcome = await session.run(handle, collect, id)
      if (typeof outcome === 'string') {
        const { value, error } = JSON.parse(outcome) as { readonly value?: unknown; readonly error?: string }
        if (error !== undefined) throw new Error(error)
        return value
      }
      await sleep(10)
    }
  }
  return {
    call: (verb, ...argument) => call(verb, argument) as never,
    async reload() {
      await session.run(handle, 'window.isOld = true; location.reload()')
      const isNew = async (): Promise<boolean> =>
        (await session.run(handle, 'return !window.isOld && window.verbs !== undefined').catch(() => false)) === true
      if (!(await until(isNew, 10_000))) throw new Error('the page is not back within 10 s of its reload')
      await session.run(handle, ignoreFocus)
    },
    close: () => session.closeTab(handle),
    crash: () => cannot('crash a tab'),
    setFrozen: () => cannot('freeze a tab'),
    bringToFront: () => cannot('show a tab'),
    countRefreshesSeen() {
      throw new Error('WebKitWebDriver cannot tell of requests')
    },
  }
}

async function cannot(what: string): Promise<never> {
  throw new Error(`WebKitWebDriver cannot ${what}`)
}

/** Starts a virtual display and reads its number. */
async function startDisplay(): Promise<{ readonly name: string; readonly process: ChildProcess }> {
  const display = spawn(findBrowser('display'), ['-displayfd', '1', '-screen', '0', '1280x1024x24'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const number = await new Promise<string>((resolve, reject) => {
    display.stdout.once('data', (data) => resolve(String(data).trim()))
    display.once('error', reject)
    display.once('exit', (code) => reject(new Error(`Xvfb has ended with ${code}`)))
  })
  return { name: `:${number}`, process: display }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill()
  await ended
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

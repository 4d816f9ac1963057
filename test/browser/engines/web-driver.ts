import { createTaskQueue } from '../../../mock/base/task-queue.ts'

/** A WebDriver session: one browser with its windows. @see https://www.w3.org/TR/webdriver2/ */
export interface WebDriverSession {
  readonly browserVersion: string
  /** Opens a tab; resolves to its handle. */
  newTab(): Promise<string>
  /** Closes a tab. */
  closeTab(handle: string): Promise<void>
  /** Loads a URL in a tab; resolves when it is loaded. */
  navigate(handle: string, url: string): Promise<void>
  /** Runs the body of a function in a tab and resolves to what it returns. */
  run(handle: string, script: string, ...args: readonly unknown[]): Promise<unknown>
  end(): Promise<void>
}

/** Starts a session. Commands run one after the other, since each goes to the window that was switched to last. */
export async function startSession(driverUrl: string, capabilities: object): Promise<WebDriverSession> {
  const inTurn = createTaskQueue()
  const started = (await send('POST', '/session', { capabilities: { alwaysMatch: capabilities } })) as {
    readonly sessionId: string
    readonly capabilities: { readonly browserVersion: string }
  }
  const path = `/session/${started.sessionId}`
  let current = ''

  async function send(method: string, to: string, body?: object): Promise<unknown> {
    const response = await fetch(driverUrl + to, { method, ...(body && { body: JSON.stringify(body) }) })
    const { value } = (await response.json()) as { readonly value: unknown }
    if (!response.ok) throw new Error(`WebDriver: ${method} ${to}: ${JSON.stringify(value)}`)
    return value
  }

  function inTab(handle: string, method: string, to: string, body?: object): Promise<unknown> {
    return inTurn(async () => {
      if (handle !== current) await send('POST', `${path}/window`, { handle })
      current = handle
      return send(method, path + to, body)
    })
  }

  return {
    browserVersion: started.capabilities.browserVersion,
    async newTab() {
      const opened = await inTurn(() => send('POST', `${path}/window/new`, { type: 'tab' }))
      return (opened as { readonly handle: string }).handle
    },
    async closeTab(handle) {
      await inTab(handle, 'DELETE', '/window')
      current = ''
    },
    async navigate(handle, url) {
      await inTab(handle, 'POST', '/url', { url })
    },
    run: (handle, script, ...args) => inTab(handle, 'POST', '/execute/sync', { script, args }),
    async end() {
      await inTurn(() => send('DELETE', path))
    },
  }
}

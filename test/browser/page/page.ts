// The page of every tab: the client, as `window.auth`, and the functions that a test calls.
import {
  createPortalAuth,
  indexedDbStorage,
  isPortalAuthError,
  type PortalAuth,
  type PortalAuthEvent,
  type SessionSnapshot,
  webStorage,
} from '../../../src/index.ts'
import { searchStores } from './stores.ts'

/** How a page creates its client. */
export interface PageConfig {
  readonly portalUrl: string
  readonly storage: 'indexedDB' | 'localStorage'
  /** By how many milliseconds this page's clock is ahead of the device's when it loads. */
  readonly clockOffsetMs: number
  /** Removes `navigator.locks` before the client is created. */
  readonly withoutLocks: boolean
  /** Requests an access token as soon as the client is created, like an app that loads data on start. */
  readonly tokenOnLoad: boolean
  /** The option of the client. */
  readonly timeoutMs?: number | undefined
  /** The origin of another API that may receive the token. */
  readonly apiOrigin?: string | undefined
}

/** The result of a call for an access token. */
export interface TokenOutcome {
  readonly token: string | undefined
  /** The code of the error. */
  readonly code: string | undefined
  readonly startedAtMs: number
  readonly waitedMs: number
}

/** One answer of an API: its status or the error's code, and how long it took. */
interface ApiAnswer {
  readonly status: number | string
  readonly tookMs: number
}

/** The outcome of a note that the page wrote: its status or the error's code, and the user who wrote it. */
interface NoteOutcome {
  readonly author: string | undefined
  readonly status: number | string
}

/** An event of the client and when this page saw it, by the device's clock. */
export type SeenEvent = PortalAuthEvent & { readonly atMs: number }

declare global {
  interface Window {
    auth: PortalAuth
    verbs: PageVerbs
  }
}

const config: PageConfig = JSON.parse(document.getElementById('config')?.textContent ?? '')
if (config.withoutLocks) Object.defineProperty(navigator, 'locks', { value: undefined })

let clockOffsetMs = config.clockOffsetMs
const events: SeenEvent[] = []
const statuses: { readonly status: SessionSnapshot['status']; readonly atMs: number }[] = []
const changes: number[] = []
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const platform = { now: Date.now.bind(Date), monotonicNow: performance.now.bind(performance) }
const nowMs = (): number => performance.timeOrigin + platform.monotonicNow()

const auth = createPortalAuth({
  baseUrl: config.portalUrl,
  timeoutMs: config.timeoutMs,
  storage: config.storage === 'indexedDB' ? indexedDbStorage() : webStorage(localStorage),
  apiOrigins: [config.portalUrl, ...(config.apiOrigin === undefined ? [] : [config.apiOrigin])],
  clock: { now: () => Date.now() + clockOffsetMs, monotonicNow: () => performance.now() + clockOffsetMs },
  onEvent: (event) => void events.push({ ...event, atMs: nowMs() }),
})
auth.session.subscribe(({ status }) => {
  changes.push(nowMs())
  if (statuses.at(-1)?.status !== status) statuses.push({ status, atMs: nowMs() })
})

async function settle(call: () => Promise<string>): Promise<TokenOutcome> {
  const startedAtMs = nowMs()
  try {
    return { token: await call(), code: undefined, startedAtMs, waitedMs: nowMs() - startedAtMs }
  } catch (error) {
    const code = isPortalAuthError(error) ? error.code : String(error)
    return { token: undefined, code, startedAtMs, waitedMs: nowMs() - startedAtMs }
  }
}

function authorNow(): string | undefined {
  const snapshot = auth.session.getSnapshot()
  return snapshot.status === 'signed_in' ? snapshot.user.id : undefined
}

/** The events of a page that becomes visible. */
async function beShown(): Promise<string> {
  document.dispatchEvent(new Event('visibilitychange'))
  window.dispatchEvent(new Event('focus'))
  return 'shown'
}

const starter = new BroadcastChannel('start')
let go = (): void => {}
let armed: Promise<TokenOutcome> = Promise.reject(new Error('not armed'))
armed.catch(() => {})
starter.onmessage = () => go()

const loaded = config.tokenOnLoad ? settle(() => auth.getAccessToken()) : undefined

const verbs = {
  /** Signs in; resolves to the status that follows. */
  async login({ email, password }: { readonly email: string; readonly password: string }): Promise<string> {
    await auth.login({ email, password })
    return auth.session.getSnapshot().status
  },
  /** Advances this page's clock and waits for the start: then the page asks for a token, or gets the event that it is shown. */
  arm(plan: { readonly action: 'token' | 'wake'; readonly clockOffsetMs: number }): void {
    clockOffsetMs = plan.clockOffsetMs
    armed = new Promise((resolve) => {
      go = () => resolve(settle(plan.action === 'token' ? () => auth.getAccessToken() : beShown))
    })
  },
  /** Starts every waiting page, including this one. Messages reach a background page at once; timers do not. */
  start(): void {
    starter.postMessage('go')
    go()
  },
  /** The result of the start. */
  outcome: (): Promise<TokenOutcome> => armed,
  /** The result of the call that was made while the page loaded. */
  tokenOnLoad: async (): Promise<TokenOutcome> => loaded ?? settle(() => Promise.reject('was not asked for')),
  token: (): Promise<TokenOutcome> => settle(() => auth.getAccessToken()),
  /** Forces a refresh. */
  refresh: (): Promise<TokenOutcome> =>
    settle(async () => {
      await auth.refresh()
      return auth.getAccessToken()
    }),
  /** Logs out; `calledAtMs` is by the device's clock. */
  async logout(): Promise<{ readonly remote: string; readonly calledAtMs: number }> {
    const calledAtMs = nowMs()
    const { remote } = await auth.logout()
    return { remote, calledAtMs }
  },
  /** Logs out without waiting for the result. */
  startLogout(): void {
    void auth.logout()
  },
  /** Logs out and leaves the page in the same task, like an app that does not await the logout. */
  logoutAndLeave(): void {
    void auth.logout()
    location.assign('/')
  },
  setClock(offsetMs: number): void {
    clockOffsetMs = offsetMs
  },
  /** Sets the platform's clocks ahead, as a sleep of the machine does: no timer runs, and no event is dispatched. */
  setPlatformClocks(ahead: { readonly wallMs: number; readonly monotonicMs: number }): void {
    Date.now = () => platform.now() + ahead.wallMs
    performance.now = () => platform.monotonicNow() + ahead.monotonicMs
  },
  /** Waits for a status, up to a limit; resolves to when it was reached, by the device's clock. */
  async reach(want: {
    readonly status: SessionSnapshot['status']
    readonly withinMs: number
  }): Promise<number | undefined> {
    const untilMs = nowMs() + want.withinMs
    while (auth.session.getSnapshot().status !== want.status) {
      if (nowMs() > untilMs) return undefined
      await sleep(5)
    }
    return statuses.at(-1)?.atMs ?? nowMs()
  },
  snapshot: (): SessionSnapshot => auth.session.getSnapshot(),
  /** The first snapshot that is not `loading`. */
  ready: (): Promise<SessionSnapshot> => auth.ready(),
  events: (): readonly SeenEvent[] => events,
  /** When the session store notified of a change, by the device's clock. */
  changes: (): readonly number[] => changes,
  searchStores,
  /** The names of the Web Locks that are held by any tab of this origin; undefined if the platform has no locks. */
  async heldLocks(): Promise<readonly string[] | undefined> {
    const state = await navigator.locks?.query()
    return state?.held?.map(({ name }) => name ?? '')
  },
  /** Calls a protected API repeatedly, like a busy dashboard. */
  async callApi(plan: { readonly forMs: number; readonly everyMs: number }): Promise<readonly ApiAnswer[]> {
    const untilMs = nowMs() + plan.forMs
    const answers: ApiAnswer[] = []
    while (nowMs() < untilMs) {
      const startedAtMs = nowMs()
      const status = await auth.fetch(`${config.portalUrl}/api/v1/me`).then(
        (response) => response.status,
        (error) => (isPortalAuthError(error) ? error.code : String(error)),
      )
      answers.push({ status, tookMs: nowMs() - startedAtMs })
      await sleep(plan.everyMs)
    }
    return answers
  },
  /** Sends this many notes to the other API at once, each in the name of the user whom the page shows. */
  writeNotes(count: number): Promise<readonly NoteOutcome[]> {
    const write = async (): Promise<NoteOutcome> => {
      const author = authorNow()
      const status = await auth.fetch(`${config.apiOrigin}/notes`, { method: 'POST', body: author ?? '' }).then(
        (response) => response.status,
        (error) => (isPortalAuthError(error) ? error.code : String(error)),
      )
      return { author, status }
    }
    return Promise.all(Array.from({ length: count }, write))
  },
  /** The id of the user whom the page shows. */
  author: (): string | undefined => authorNow(),
  /** When this page was loaded, by the device's clock: another page, another value. */
  loadedAtMs: (): number => performance.timeOrigin,
  /** What the browser reports about this page. */
  about: (): { readonly isSecureContext: boolean; readonly hasLocks: boolean; readonly isVisible: boolean } => ({
    isSecureContext,
    hasLocks: navigator.locks !== undefined,
    isVisible: document.visibilityState === 'visible',
  }),
}

/** The functions of a page that a test can call. */
export type PageVerbs = typeof verbs

window.auth = auth
window.verbs = verbs

import { at } from './at.ts'
import { type BrowserProfile, type Engine, insecureHost, type Tab } from './engines/engine.ts'
import type { SeenEvent, TokenOutcome } from './page/page.ts'
import { type PageSettings, startPageServer } from './page/page-server.ts'
import { lifetimeMs, type StrictPortal, type StrictPortalOptions, startStrictPortal } from './strict-portal.ts'
import { until } from './until.ts'

/** How the tabs and their portal are set up. */
export interface StageOptions extends StrictPortalOptions, Partial<Omit<PageSettings, 'portalUrl'>> {
  readonly tabs: number
  /** How long the server takes for a refresh, in milliseconds. Default 100. */
  readonly latencyMs?: number | undefined
  /** Serves the page over plain HTTP from a host that is not local, so not in a secure context. Default false. */
  readonly isInsecure?: boolean | undefined
}

/** Tabs of one profile, signed in at one portal. */
export interface Stage {
  readonly portal: StrictPortal
  readonly profile: BrowserProfile
  readonly tabs: Tab[]
  readonly clockOffsetMs: number
  openTab(): Promise<Tab>
  /** Signs in in the first tab; resolves when every tab has followed. */
  signIn(): Promise<void>
  /** Advances the time of the server and of pages that load from now on; open pages get it with the next call. */
  passTime(ms: number): void
  /** Expires the access token, then all tabs request one at the same instant. */
  expireAtOnce(tabs?: readonly Tab[]): Promise<TokenOutcome[]>
  /** Starts a call in each tab at the same instant, tab by tab. */
  atOnce(action: 'token' | 'wake', tabs?: readonly Tab[]): Promise<TokenOutcome[]>
  /** Delays the next refresh by this much; later ones have the usual latency. */
  delayNextRefresh(delayMs: number, holds: 'request' | 'response'): void
  /** The events of every tab, in order. */
  events(): Promise<readonly (SeenEvent & { readonly tab: number })[]>
  /** A second call resolves with the first. */
  close(): Promise<void>
}

/** Brings a tab to the front; resolves when the other tabs are hidden. */
export async function showOnly(tabs: readonly Tab[], shown: Tab): Promise<void> {
  await shown.bringToFront()
  const areHidden = async (): Promise<boolean> => {
    const about = await Promise.all(tabs.map((tab) => tab.call('about')))
    return about.filter(({ isVisible }) => isVisible).length === 1
  }
  if (!(await until(areHidden, 2_000))) throw new Error('the browser does not hide the tabs in the background')
}

/** Opens the tabs over a strict portal. */
export async function openStage(engine: Engine, script: string, options: StageOptions): Promise<Stage> {
  const {
    storage = 'indexedDB',
    withoutLocks = false,
    tokenOnLoad = false,
    isInsecure = false,
    timeoutMs,
    apiOrigin,
  } = options
  const portal = await startStrictPortal(options)
  const pages = await startPageServer(script, {
    portalUrl: portal.url,
    storage,
    withoutLocks,
    tokenOnLoad,
    timeoutMs,
    apiOrigin,
  })
  const profile = await engine.openProfile()
  const url = `http://${isInsecure ? insecureHost : 'localhost'}:${pages.port}/`
  const tabs: Tab[] = []
  let starts = 0
  let closing: Promise<void> | undefined
  const usualLatency = { operation: 'refresh', times: 'always', then: { delayMs: options.latencyMs ?? 100 } } as const
  portal.portal.faults.add(usualLatency)

  const stage: Stage = {
    portal,
    profile,
    tabs,
    get clockOffsetMs() {
      return pages.clockOffsetMs
    },
    async openTab() {
      const tab = await profile.openTab(url)
      tabs.push(tab)
      return tab
    },
    async signIn() {
      await tabs[0]?.call('login', portal.user)
      const reached = await Promise.all(tabs.map((tab) => tab.call('reach', { status: 'signed_in', withinMs: 2_000 })))
      const missing = reached.filter((atMs) => atMs === undefined).length
      if (missing > 0) throw new Error(`${missing} of ${tabs.length} tabs did not follow the login within 2 s`)
    },
    passTime(ms) {
      portal.portal.clock.advance(ms)
      pages.clockOffsetMs += ms
    },
    expireAtOnce(asking) {
      stage.passTime(lifetimeMs + 1_000)
      return stage.atOnce('token', asking)
    },
    async atOnce(action, acting = tabs) {
      await Promise.all(acting.map((tab) => tab.call('arm', { action, clockOffsetMs: pages.clockOffsetMs })))
      starts += 1
      await at(acting, starts % acting.length).call('start')
      return Promise.all(acting.map((tab) => tab.call('outcome')))
    },
    delayNextRefresh(delayMs, holds) {
      portal.portal.faults.clear()
      portal.portal.faults.add({ operation: 'refresh', then: { delayMs, holds } })
      portal.portal.faults.add(usualLatency)
    },
    async events() {
      const each = await Promise.all(
        tabs.map(async (tab, index) => {
          const events = await tab.call('events').catch(() => [])
          return events.map((event) => ({ ...event, tab: index }))
        }),
      )
      return each.flat().toSorted((a, b) => a.atMs - b.atMs)
    },
    close() {
      closing ??= closeAll()
      return closing
    },
  }
  try {
    await Promise.all(Array.from({ length: options.tabs }, () => stage.openTab()))
    return stage
  } catch (error) {
    await stage.close()
    throw error
  }

  async function closeAll(): Promise<void> {
    await profile.close()
    await Promise.all([pages.close(), portal.close()])
  }
}

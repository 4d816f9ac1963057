import type { Browser } from 'playwright-core'
import type { PageVerbs } from '../page/page.ts'

/** A verb of the page. */
export type Verb = keyof PageVerbs

/** A browser tab that shows the page. */
export interface Tab {
  /** Has the page do something and resolves to what came of it. */
  call<V extends Verb>(verb: V, ...argument: Parameters<PageVerbs[V]>): Promise<Awaited<ReturnType<PageVerbs[V]>>>
  reload(): Promise<void>
  /** Closes it without asking the page. */
  close(): Promise<void>
  /** Kills the process that runs it. */
  crash(): Promise<void>
  /** Stops everything that runs in it, as the browser does with a page in the background, or lets it go on. */
  setFrozen(isFrozen: boolean): Promise<void>
  /** Shows it; the other tabs of the window are then hidden, where the driver lets them be. */
  bringToFront(): Promise<void>
  /** Refresh requests as the page saw them leave. */
  countRefreshesSeen(): number
}

/** A browser profile of its own: its tabs share stores, locks and channels. */
export interface BrowserProfile {
  openTab(url: string): Promise<Tab>
  setOffline(isOffline: boolean): Promise<void>
  close(): Promise<void>
}

/** A running browser. */
export interface Engine {
  readonly name: EngineName
  readonly version: string
  openProfile(): Promise<BrowserProfile>
  /** The browser itself, where a person's keys and eyes are needed: in `chromium-page` alone. */
  readonly browser?: Browser
  close(): Promise<void>
}

/**
 * The browsers these tests know. `chromium-background` is Chromium that hides and throttles the tabs that are not in
 * front, `chromium-page` is Chromium that shows the login page.
 */
export type EngineName = 'chromium' | 'chromium-background' | 'chromium-page' | 'firefox' | 'webkit'

/** A host whose pages are not a secure context, so that the browser offers no locks. */
export const insecureHost = 'insecure.test'

/** The page's side of {@link Tab.call}; it runs in the page. */
export function callVerb([verb, argument]: readonly [Verb, readonly unknown[]]): unknown {
  return Reflect.apply(window.verbs[verb], undefined, argument)
}

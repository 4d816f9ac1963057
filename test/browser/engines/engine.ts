import type { Browser } from 'playwright-core'
import type { PageVerbs } from '../page/page.ts'

/** The name of a function of the page. */
export type Verb = keyof PageVerbs

/** A browser tab that shows the page. */
export interface Tab {
  /** Calls a function of the page and resolves to its result. */
  call<V extends Verb>(verb: V, ...argument: Parameters<PageVerbs[V]>): Promise<Awaited<ReturnType<PageVerbs[V]>>>
  reload(): Promise<void>
  /** Closes the tab without unload events. */
  close(): Promise<void>
  /** Kills the process of the tab. */
  crash(): Promise<void>
  /** Freezes the page, as a browser does in the background, or resumes it. */
  setFrozen(isFrozen: boolean): Promise<void>
  /** Brings the tab to the front; the driver may hide the other tabs of the window. */
  bringToFront(): Promise<void>
  /** The refresh requests that left the page. */
  countRefreshesSeen(): number
}

/** A new browser profile: its tabs share storage, locks and channels. */
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
  /** The browser itself, for keyboard and screenshots; `chromium-page` only. */
  readonly browser?: Browser
  close(): Promise<void>
}

/**
 * The engines of the scenarios. `chromium-background` is Chromium that hides and throttles the tabs that are not in
 * front; `chromium-page` is Chromium with the login page.
 */
export type EngineName = 'chromium' | 'chromium-background' | 'chromium-page' | 'firefox' | 'webkit'

/** A host whose pages are not a secure context, so that the browser offers no locks. */
export const insecureHost = 'insecure.test'

/** The page's side of {@link Tab.call}; it runs in the page. */
export function callVerb([verb, argument]: readonly [Verb, readonly unknown[]]): unknown {
  return Reflect.apply(window.verbs[verb], undefined, argument)
}

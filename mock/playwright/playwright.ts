import {
  type BrowserContext,
  test as base,
  type PlaywrightTestArgs,
  type PlaywrightTestOptions,
  type PlaywrightWorkerArgs,
  type PlaywrightWorkerOptions,
  expect as playwrightExpect,
  type TestInfo,
  type TestType,
} from '@playwright/test'
import { createClock } from '../base/clock.ts'
import { trimSlashes } from '../base/trim-slashes.ts'
import { askMock, portalHeader } from './ask-mock.ts'
import { keepSession } from './keep-session.ts'
import { sessionRecord } from './session-record.ts'
import { signIn } from './sign-in.ts'
import { createTestPortal, type TestPortal } from './test-portal.ts'

export type { Remote, RemoteFaults, TestPortal } from './test-portal.ts'

/** Playwright's `expect`. */
export const expect: typeof playwrightExpect = playwrightExpect

/** What the page passes to `createPortalAuth`, as far as it decides where the session is kept. */
export interface PortalClientOptions {
  /** The client's `baseUrl`; a path belongs to Playwright's `baseURL`. Default `/portal`. */
  readonly baseUrl?: string
  /** `indexedDB` for `indexedDbStorage()`, `localStorage` for `webStorage(localStorage)`. Default `indexedDB`. */
  readonly storage?: 'indexedDB' | 'localStorage'
  /** The client's `storageKey`. Default: that of the client. */
  readonly storageKey?: string
  /** The `databaseName` of `indexedDbStorage()`. Default: its own. */
  readonly databaseName?: string
}

/** Options of {@link test}: under `use` of the Playwright config, or by `test.use()`. */
export interface PortalTestOptions {
  /** Where `scaikey-portal-mock` listens. Default `http://127.0.0.1:4010`. */
  mockUrl: string
  /** How the page makes its client. Needed only by `signedInAs` and `loginAs`. */
  portalClient: PortalClientOptions
  /** The e-mail of the user that the test starts signed in as. Default: nobody. */
  signedInAs: string | undefined
}

/** How {@link PortalTestFixtures.loginAs} signs in. */
export interface LoginAsOptions {
  /** The slug of the tenant. Default: the user's first. */
  readonly tenant?: string
  /** The browser context to sign in. Default: that of the test. */
  readonly context?: BrowserContext
}

/** What {@link test} gives to a test. */
export interface PortalTestFixtures {
  /** The portal of this test alone. It is removed after the test; a test that fails has its requests attached. */
  portal: TestPortal
  /**
   * Signs a user in without the page: pages that load after that are signed in. Resolves to the storage state of the
   * context, which opens others: `browser.newContext({ storageState })`. Rejects with an `Error` that says why it cannot.
   */
  loginAs(email: string, options?: LoginAsOptions): Promise<StorageState>
}

/** A storage state of Playwright. */
export type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>

/**
 * Playwright's `test`, with a portal for each test on a running mock: the requests of its pages carry the header
 * `x-mock-portal`, so tests run in parallel.
 */
export const test: TestType<
  PlaywrightTestArgs & PlaywrightTestOptions & PortalTestOptions & PortalTestFixtures,
  PlaywrightWorkerArgs & PlaywrightWorkerOptions
> = base.extend<PortalTestOptions & PortalTestFixtures>({
  mockUrl: ['http://127.0.0.1:4010', { option: true }],
  portalClient: [{}, { option: true }],
  signedInAs: [undefined, { option: true }],

  async portal({ mockUrl }, use, info) {
    const address = { url: trimSlashes(mockUrl), key: keyOf(info) }
    const portal = createTestPortal(address)
    // The portal is made by its first request. Without a mock, this says so.
    await portal.clock.now()
    await use(portal)
    if (info.errors.length > 0) {
      const body = JSON.stringify(await portal.requests(), null, 2)
      await info.attach('requests to the portal', { body, contentType: 'application/json' })
    }
    await askMock(address, 'DELETE', `/__mock__/portals?key=${address.key}`)
  },

  async extraHTTPHeaders({ extraHTTPHeaders, portal }, use) {
    await use({ ...extraHTTPHeaders, [portalHeader]: portal.key })
  },

  async context({ context, signedInAs, mockUrl, baseURL, portalClient, portal }, use) {
    if (signedInAs !== undefined) await logInto(context, { mockUrl, baseURL, portalClient, portal }, signedInAs)
    await use(context)
  },

  async loginAs({ context, mockUrl, baseURL, portalClient, portal }, use) {
    await use(async (email, { tenant, context: chosen = context } = {}) => {
      await logInto(chosen, { mockUrl, baseURL, portalClient, portal }, email, tenant)
      return await chosen.storageState({ indexedDB: true })
    })
  },
})

/** A key that no other test, worker, retry or run on this machine has. */
function keyOf({ testId, workerIndex, retry }: TestInfo): string {
  return [testId, workerIndex, retry, process.pid].join('-').slice(0, 100)
}

interface Setting extends Pick<PortalTestOptions, 'mockUrl' | 'portalClient'> {
  readonly baseURL: string | undefined
  readonly portal: TestPortal
}

async function logInto(
  context: BrowserContext,
  { mockUrl, baseURL, portalClient, portal }: Setting,
  email: string,
  tenant?: string,
): Promise<void> {
  if (baseURL === undefined) throw new Error('loginAs(): set baseURL, under "use" in the Playwright config')
  const {
    baseUrl = '/portal',
    storage = 'indexedDB',
    storageKey = 'scaikey-portal-auth.session',
    databaseName = 'scaikey-portal-auth',
  } = portalClient
  const grant = await signIn({ url: trimSlashes(mockUrl), key: portal.key }, portal, email, tenant)
  const record = sessionRecord(grant, new URL(baseUrl, baseURL).href.replace(/\/$/, ''), createClock().now())
  await keepSession(context, new URL(baseURL).origin, { storage, databaseName, key: storageKey }, record)
}

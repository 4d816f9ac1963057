import { untilAborted } from '../base/abort.ts'
import { isJsonObject } from '../base/json.ts'
import { MisusedOption } from './failed-exchange.ts'
import { readExtras, toRequest } from './fetch-call.ts'

// Without the DOM library, which projects for Node leave out, these types have no names of their own.
type RequestHeaders = NonNullable<RequestInit['headers']>
type CredentialsMode = NonNullable<RequestInit['credentials']>

/** How requests leave the client. */
export interface RequestOptions {
  /** Where the portal is: an origin, or a path prefix of a same-origin proxy. */
  readonly baseUrl: string
  /**
   * Sends a request; `init` has the options of a call of `auth.fetch` that a `Request` does not take, if there are any.
   * Default: `globalThis.fetch`, looked up at each call.
   */
  readonly fetch?: ((request: Request, init?: RequestInit) => Promise<Response>) | undefined
  /**
   * Added to every portal request; they do not replace the headers that an operation sets. A function is called for each
   * request. Default: none.
   */
  readonly headers?: RequestHeaders | (() => RequestHeaders | Promise<RequestHeaders>) | undefined
  /**
   * The credentials mode of every portal request. A function is called for each request. Default: fetch's own,
   * `same-origin`.
   */
  readonly credentials?: CredentialsMode | (() => CredentialsMode | Promise<CredentialsMode>) | undefined
}

/**
 * Sends one request, with the options that a `Request` does not take. Rejects as fetch does, or with a
 * {@link MisusedOption}. An abort is left to the `fetch` in use, which may ignore it.
 */
export type Send = (request: Request, extras?: RequestInit) => Promise<Response>

/** How requests leave, to the portal and to other APIs. */
export interface Sender {
  readonly send: Send
  /** Sends a call as it came, but with a `Request` for the option `fetch`; a call from within the fetch in use by the platform. */
  readonly passOn: typeof globalThis.fetch
  /** The platform's fetch when the client was made. */
  readonly platformFetch: typeof globalThis.fetch
  /** Whether the fetch in use is running, up to its first `await`: a call of the client from there must not return to it. */
  isNested(): boolean
}

/** Whether a function of the caller's is running right now: what it asks of the client must not wait for itself. */
export interface CallerCode {
  isRunning: boolean
}

/** Runs a function of the caller's up to its first `await`. */
function runCaller<T>(caller: CallerCode, run: () => T): T {
  const before = caller.isRunning
  caller.isRunning = true
  try {
    return run()
  } finally {
    caller.isRunning = before
  }
}

/** Marks `auth.fetch` and holds the platform's fetch below it, so that no client sends a request through a client. */
export const ownFetch = '~scaikey-portal-auth'

/** The platform's fetch, also if a page has replaced it by `auth.fetch`. */
function findBelow(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return isOwn(fetch) ? Reflect.get(fetch, ownFetch) : fetch
}

function isOwn(fetch: unknown): boolean {
  return typeof fetch === 'function' && ownFetch in fetch
}

/** Makes the functions that send every request. */
export function createSender(option: RequestOptions['fetch'], caller: CallerCode): Sender {
  // A page may replace `globalThis.fetch` by `auth.fetch` later.
  const platformFetch = findBelow(globalThis.fetch)
  // A page may also wrap `auth.fetch` in a function of its own, and replace `globalThis.fetch` by that.
  const sending: CallerCode = { isRunning: false }
  const isNested = (): boolean => sending.isRunning
  const findPlatform = (): typeof fetch => (isNested() ? platformFetch : findBelow(globalThis.fetch))

  async function run<Input>(
    fetch: (input: Input, init?: RequestInit) => Promise<Response>,
    input: Input,
    init: RequestInit | undefined,
  ): Promise<Response> {
    if (typeof fetch !== 'function')
      throw new MisusedOption(
        'fetch',
        typeof process !== 'undefined' && process.env.NODE_ENV !== 'production'
          ? 'must be given, since the platform has no fetch'
          : '',
      )
    if (isOwn(fetch))
      throw new MisusedOption(
        'fetch',
        typeof process !== 'undefined' && process.env.NODE_ENV !== 'production'
          ? 'must not be the fetch of a client'
          : '',
      )
    const call = (): Promise<Response> => (init === undefined ? fetch(input) : fetch(input, init))
    const response = await runCaller(sending, () => runCaller(caller, call))
    if (isResponse(response)) return response
    throw new MisusedOption(
      'fetch',
      typeof process !== 'undefined' && process.env.NODE_ENV !== 'production' ? 'must return a Response' : '',
    )
  }

  return {
    send: (request, extras) => run(option ?? findPlatform(), request, extras),
    async passOn(input, init) {
      return option && !isNested()
        ? run(option, toRequest(input, init), readExtras(init))
        : run(findPlatform(), input, init)
    },
    platformFetch,
    isNested,
  }
}

/** Makes the function that sends every portal request, with the headers and credentials of the options. */
export function createPortalSend({ headers, credentials }: RequestOptions, send: Send, caller: CallerCode): Send {
  /** Calls a function that is an option, and uses what it returns. */
  async function call<T, Used>(name: string, option: () => T | Promise<T>, use: (value: T) => Used): Promise<Used> {
    try {
      return use(await runCaller(caller, option))
    } catch (cause) {
      throw new MisusedOption(
        name,
        typeof process !== 'undefined' && process.env.NODE_ENV !== 'production'
          ? `must return valid ${name} and not throw`
          : '',
        cause,
      )
    }
  }

  return async (plain) => {
    const withMode = (mode?: CredentialsMode): Request =>
      new Request(plain, { redirect: 'manual', ...(mode && { credentials: mode }) })
    const toHeaders = (added?: RequestHeaders): Headers => new Headers(added)
    // Nothing is awaited without a function: the page may unload right after a logout.
    const request =
      typeof credentials === 'function' ? await call('credentials', credentials, withMode) : withMode(credentials)
    const added = typeof headers === 'function' ? await call('headers', headers, toHeaders) : toHeaders(headers)
    // What an operation sets is not for an option to replace.
    for (const [name, value] of added) if (!request.headers.has(name)) request.headers.set(name, value)
    const response = await untilAborted(send(request), request.signal)
    if (isRedirect(response)) {
      throw new MisusedOption(
        'baseUrl',
        typeof process !== 'undefined' && process.env.NODE_ENV !== 'production'
          ? 'must lead to the portal without a redirect, which is not followed; check its scheme and its path'
          : '',
      )
    }
    // Reading it would fail as a lost connection does.
    if (response.bodyUsed || response.body?.locked) {
      throw new MisusedOption(
        'fetch',
        typeof process !== 'undefined' && process.env.NODE_ENV !== 'production'
          ? 'must return a Response whose body is unread; clone() it to read it'
          : '',
      )
    }
    return response
  }
}

/** Whether a response is a redirect, or of the target of one: the option `fetch` may follow it. It would receive tokens. */
function isRedirect({ type, status, redirected }: Response): boolean {
  return redirected || type === 'opaqueredirect' || (status >= 300 && status < 400)
}

/** Checks only what the client uses: the response may come from another realm or from a library. */
function isResponse(value: unknown): boolean {
  const { status, headers, text } = isJsonObject(value) ? value : {}
  return (
    typeof status === 'number' &&
    isJsonObject(headers) &&
    typeof headers.get === 'function' &&
    typeof text === 'function'
  )
}

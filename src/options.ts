import type { Clock } from './base/clock.ts'
import type { PortalAuthEvent } from './session/state/events.ts'
import type { PortalAuthChannel } from './session/tabs/channel.ts'
import type { PortalAuthLifecycle } from './session/tabs/lifecycle.ts'
import type { LockRequester } from './session/tabs/web-locks.ts'
import type { KeyValueStorage } from './storage/key-value-storage.ts'
import type { PortalAuthStorage } from './storage/storage.ts'
import type { ClassifyError } from './transport/ask.ts'
import type { PortalClientOptions } from './transport/portal-client.ts'
import type { ResponseSchemas } from './transport/response-schemas.ts'

/** What `createPortalAuth` takes. Only `baseUrl` is required. */
export interface PortalAuthOptions extends PortalClientOptions {
  /** Where the session is kept. Default: `memoryStorage()`, which ends with the page. */
  readonly storage?: PortalAuthStorage | undefined
  /** Schemas that every portal answer is checked against, from `scaikey-portal-auth/schemas`. Default: only what the types rely on is checked. */
  readonly schemas?: ResponseSchemas | undefined
  /** What the stored session is called, for two portals on one origin. Default: `scaikey-portal-auth.session`. */
  readonly storageKey?: string | undefined
  /**
   * Where `auth.flow` keeps a login in progress, this tab's own. Default: in a page whose `storage` is shared
   * `sessionStorage`, else `storage`.
   */
  readonly flowStorage?: KeyValueStorage | undefined
  /** Where time comes from. Default: the real thing. */
  readonly clock?: Partial<Clock> | undefined
  /** Where jitter comes from: a number from 0 up to but not 1. Default: `Math.random`. */
  readonly random?: (() => number) | undefined
  /** What keeps two tabs from refreshing at once. Default: `navigator.locks`; a lease in the storage where there is none. */
  readonly lock?: LockRequester | undefined
  /** What tells other tabs of a change. Default: a `BroadcastChannel`. */
  readonly channel?: PortalAuthChannel | undefined
  /** What tells of the page being shown, hidden, frozen or offline. Default: the events of `document` and `window`. */
  readonly lifecycle?: PortalAuthLifecycle | undefined
  /** How long a portal request may take, in milliseconds. Default: 10 000. */
  readonly timeoutMs?: number | undefined
  /** For a portal that refuses in its own way: names the code of a refusal; undefined leaves it to the client. */
  readonly classifyError?: ClassifyError | undefined
  /** Told of every decision the session makes; never of a secret. */
  readonly onEvent?: ((event: PortalAuthEvent) => void) | undefined
  /** Origins that `auth.fetch` may send the access token to. Default: the origin of `baseUrl`. */
  readonly apiOrigins?: readonly string[] | undefined
}

type Check = (value: unknown) => boolean
/** What an option must be: in words, and the functions it must have, or a check of its own. */
type Rule = readonly [want: string, need: readonly string[] | Check]

const isFunction: Check = (value) => typeof value === 'function'
const isObject: Check = (value) => typeof value === 'object' && value !== null
const isText: Check = (value) => typeof value === 'string' && value !== ''

const storage: Rule = ['an object with get, set and remove', ['get', 'set', 'remove']]
const method: Rule = ['a function', isFunction]

const rules: Readonly<Record<keyof PortalAuthOptions, Rule>> = {
  baseUrl: ["an http(s) URL without query, or a path that begins with '/'", isBaseUrl],
  storage,
  schemas: ['the schemas of scaikey-portal-auth/schemas, or of Standard Schema as they are', isSchemas],
  storageKey: ['a string', isText],
  flowStorage: storage,
  clock: ['an object with now, monotonicNow or setTimeout as functions', isClock],
  random: method,
  lock: ['an object with request', ['request']],
  channel: ['an object with post and subscribe', ['post', 'subscribe']],
  lifecycle: ['an object with subscribe and isOnline', ['subscribe', 'isOnline']],
  timeoutMs: ['a number above 0 and at most 86400000', isDelay],
  classifyError: method,
  onEvent: method,
  fetch: method,
  headers: ['headers as fetch takes them, or a function that returns some', isHeaders],
  credentials: ["'omit', 'same-origin' or 'include'", (value) => /^(omit|same-origin|include)$/.test(String(value))],
  apiOrigins: ['an array of origins', (value) => Array.isArray(value) && value.every(isText)],
}

/**
 * Throws a `TypeError` that names the option which cannot be used. What is no option is let through: an object with more
 * in it may be spread into the options, and the compiler tells of a misspelt one.
 */
export function checkOptions(options: PortalAuthOptions): void {
  if (!isObject(options)) throw new TypeError('createPortalAuth: options are required: { baseUrl }')
  for (const [name, [want, need]] of Object.entries(rules)) {
    const value: unknown = Reflect.get(options, name)
    const isLeftOut = value === undefined && name !== 'baseUrl'
    const isGood = typeof need === 'function' ? need(value) : isObject(value) && hasFunctions(value, need)
    if (!isLeftOut && !isGood) throw new TypeError(`createPortalAuth: ${name} must be ${want}`)
  }
}

function hasFunctions(value: unknown, names: readonly string[]): boolean {
  return names.every((name) => isFunction(get(value, name)))
}

function isClock(value: unknown): boolean {
  const parts = ['now', 'monotonicNow', 'setTimeout'].filter((name) => get(value, name) !== undefined)
  return isObject(value) && hasFunctions(value, parts)
}

function isHeaders(value: unknown): boolean {
  return isFunction(value) || (isObject(value) && works(() => new Headers(Object(value))))
}

function works(run: () => unknown): boolean {
  try {
    run()
    return true
  } catch {
    return false
  }
}

function isSchemas(value: unknown): boolean {
  const validates = (pair: unknown): boolean => hasFunctions(get(get(pair, 'response'), '~standard'), ['validate'])
  return isObject(value) && Object.values(Object(value)).every((pair) => pair === undefined || validates(pair))
}

function get(value: unknown, name: string): unknown {
  return Reflect.get(Object(value), name)
}

function isBaseUrl(value: unknown): boolean {
  // A second slash, or a backslash, would begin another host.
  const isLikeOne = typeof value === 'string' && /^(https?:\/\/[^/?#@]+(?=\/|$)|\/(?![/\\]))[^?#]*$/.test(value)
  return isLikeOne && works(() => new URL(value, 'http://page'))
}

function isDelay(value: unknown): boolean {
  // Beyond a day, and three times that for a refresh, the timers of the platform would break.
  return typeof value === 'number' && value > 0 && value <= 86_400_000
}

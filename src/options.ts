import type { Clock } from './base/clock.ts'
import { isBaseUrl } from './base/origin.ts'
import type { IsExpired } from './session/is-rejected.ts'
import type { PortalAuthEvent } from './session/state/events.ts'
import type { PortalAuthChannel } from './session/tabs/channel.ts'
import type { PortalAuthLifecycle } from './session/tabs/lifecycle.ts'
import type { LockRequester } from './session/tabs/web-locks.ts'
import type { PortalAuthStorage } from './storage/storage.ts'
import type { ClassifyError } from './transport/exchange.ts'
import type { ResponseSchemas } from './transport/response-schemas.ts'
import type { RequestOptions } from './transport/send.ts'

/** The platform, as options: every part has a default, and tests replace them. */
interface PlatformPorts {
  /** The source of time. Default: the platform's. */
  readonly clock?: Partial<Clock> | undefined
  /** The source of jitter: a number from 0 up to but not including 1. Default: `Math.random`. */
  readonly random?: (() => number) | undefined
  /** Shows other tabs that the refresh of a closed tab has ended. Default: `navigator.locks`; without that, a time limit. */
  readonly lock?: LockRequester | undefined
  /** Notifies other tabs of a change. Default: a `BroadcastChannel`. */
  readonly channel?: PortalAuthChannel | undefined
  /** Reports when the page is shown, hidden, frozen or offline. Default: the events of `document` and `window`. */
  readonly lifecycle?: PortalAuthLifecycle | undefined
}

/** What `createPortalAuth` takes. Only `baseUrl` is required. */
export interface PortalAuthOptions extends RequestOptions, PlatformPorts {
  /** Where the session is kept. Default: `memoryStorage()`, which ends with the page. */
  readonly storage?: PortalAuthStorage | undefined
  /** Schemas that check every portal response, from `scaikey-portal-auth/schemas`. Default: only what the types rely on is checked. */
  readonly schemas?: ResponseSchemas | undefined
  /** The key of the stored session, for two portals on one origin. Default: `scaikey-portal-auth.session`. */
  readonly storageKey?: string | undefined
  /** How long a portal request may take, in milliseconds. Default: 10 000. */
  readonly timeoutMs?: number | undefined
  /** Names the code of an error response, for a portal with answers of its own; undefined leaves it to the client. */
  readonly classifyError?: ClassifyError | undefined
  /** Receives every decision of the session; never a secret. */
  readonly onEvent?: ((event: PortalAuthEvent) => void) | undefined
  /**
   * Prints events and portal requests by `console.debug`: operation, method, path, status, duration in milliseconds, code.
   * Never a secret. Default: false.
   */
  readonly debug?: boolean | undefined
  /** The origins to which `auth.fetch` sends the access token. Default: the origin of `baseUrl`. */
  readonly apiOrigins?: readonly string[] | undefined
  /**
   * Whether a response of an API rejects the access token as expired, so that the request is sent once more with a newer
   * one. It gets a copy of the response, whose body it may read. Default: status 401.
   */
  readonly isExpired?: IsExpired | undefined
}

type Check = (value: unknown) => boolean
/** What an option must be, in words, and the functions it must have or a check. */
type Rule = readonly [want: string, need: readonly string[] | Check]

const isFunction: Check = (value) => typeof value === 'function'
const isObject: Check = (value) => typeof value === 'object' && value !== null
const isText: Check = (value) => typeof value === 'string' && value !== ''

const method: Rule = ['a function', isFunction]

const rules: Readonly<Record<keyof PortalAuthOptions, Rule>> = {
  baseUrl: ["an http(s) URL without query, or a path that begins with '/'", isBaseUrl],
  storage: ['an object with get, set and remove', ['get', 'set', 'remove']],
  schemas: ['the schemas of scaikey-portal-auth/schemas, or others of Standard Schema', isSchemas],
  storageKey: ['a non-empty string', isText],
  clock: ['an object with now, monotonicNow or setTimeout as functions', isClock],
  random: method,
  lock: ['an object with request', ['request']],
  channel: ['an object with post and subscribe', ['post', 'subscribe']],
  lifecycle: ['an object with subscribe and isOnline', ['subscribe', 'isOnline']],
  timeoutMs: ['a number above 0 and at most 86400000', isDelay],
  classifyError: method,
  onEvent: method,
  debug: ['a boolean', (value) => typeof value === 'boolean'],
  isExpired: method,
  fetch: method,
  headers: ['headers as fetch takes them, or a function that returns them', isHeaders],
  credentials: ["'omit', 'same-origin' or 'include', or a function that returns one", isCredentials],
  apiOrigins: ['an array of origins', (value) => Array.isArray(value) && value.every(isText)],
}

/**
 * Throws a `TypeError` that names an option which is unknown or has a wrong value. Called in development builds only: what
 * keeps tokens and passwords from a wrong origin is checked where it is used.
 */
export function checkOptions(options: PortalAuthOptions): void {
  if (!isObject(options))
    throw new TypeError(`createPortalAuth(): options must be an object with baseUrl; got ${nameShape(options)}`)
  const known = Object.keys(rules)
  const unknown = Object.keys(options).find((name) => !known.includes(name))
  if (unknown !== undefined) {
    throw new TypeError(`createPortalAuth(): unknown option "${unknown}"; expected one of ${known.join(', ')}`)
  }
  for (const [name, [want, need]] of Object.entries(rules)) {
    const value: unknown = Reflect.get(options, name)
    const isLeftOut = value === undefined && name !== 'baseUrl'
    const isGood = typeof need === 'function' ? need(value) : isObject(value) && hasFunctions(value, need)
    if (!isLeftOut && !isGood)
      throw new TypeError(`createPortalAuth(): ${name} must be ${want}; got ${nameShape(value)}`)
  }
}

/** Describes a value without showing what may be secret in it. */
function nameShape(value: unknown): string {
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'object') return value === null ? 'null' : 'an object of another shape'
  return typeof value === 'number' || typeof value === 'undefined' ? String(value) : `a ${typeof value}`
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

function isCredentials(value: unknown): boolean {
  return isFunction(value) || /^(omit|same-origin|include)$/.test(String(value))
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

function isDelay(value: unknown): boolean {
  // Platform timers overflow above 2^31 ms, and a refresh waits three times as long.
  return typeof value === 'number' && value > 0 && value <= 86_400_000
}

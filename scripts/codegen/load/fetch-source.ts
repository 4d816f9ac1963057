import { setTimeout as pause } from 'node:timers/promises'
import { CodegenFailure, reasonOf } from '../../openapi/failure.ts'

/** Limits of a download, and its ports. */
export interface FetchOptions {
  /** Sent as a bearer token to the origin of the first URL, and to no other. */
  readonly bearer: string | undefined
  /** The largest accepted body, in bytes after decompression. */
  readonly maxBytes: number
  /** For one attempt with its redirects and its body. Default 30,000. */
  readonly timeoutMs?: number
  /** Default: `globalThis.fetch`. */
  readonly fetch?: typeof globalThis.fetch
  /** Resolves after `ms` milliseconds. Default: a timer. */
  readonly pause?: (ms: number) => Promise<unknown>
}

const maxRedirects = 5
/** The pause before the second and before the third attempt. */
const pausesMs = [500, 2000]
/** The longest `Retry-After` that is respected. */
const maxPauseMs = 30_000
const defaultTimeoutMs = 30_000
const secondMs = 1000
const transientStatuses = new Set([408, 425, 429, 500, 502, 503, 504])

/** A failure that may pass: the request is sent again. */
class TransientFailure extends CodegenFailure {
  readonly retryAfterMs: number | undefined

  constructor(message: string, options: ErrorOptions & { readonly retryAfterMs?: number | undefined } = {}) {
    super('sourceUnreachable', message, options)
    this.retryAfterMs = options.retryAfterMs
  }
}

/**
 * Downloads a document: at most three attempts and five redirects, never from https to http. Rejects with
 * `sourceUnreachable`; no message contains the token or the query of a URL.
 */
export async function fetchSource(url: URL, options: FetchOptions): Promise<Uint8Array> {
  for (const pauseMs of pausesMs) {
    try {
      return await attempt(url, options)
    } catch (error) {
      if (!(error instanceof TransientFailure)) throw error
      await (options.pause ?? pause)(Math.min(error.retryAfterMs ?? pauseMs, maxPauseMs))
    }
  }
  return attempt(url, options)
}

/** A URL that may be printed and stored: without credentials, query and fragment. */
export function showUrl(url: URL): string {
  return `${url.origin}${url.pathname}`
}

async function attempt(start: URL, options: FetchOptions): Promise<Uint8Array> {
  const signal = AbortSignal.timeout(options.timeoutMs ?? defaultTimeoutMs)
  let url = start
  for (let redirects = 0; ; redirects += 1) {
    const response = await ask(url, start, options, signal)
    const location = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null
    if (location === null) return readBody(url, await refuseFailed(url, response, options), options)
    await response.body?.cancel()
    if (redirects === maxRedirects) throw unreachable(start, `redirects more than ${maxRedirects} times`)
    url = follow(url, location)
  }
}

async function ask(url: URL, start: URL, options: FetchOptions, signal: AbortSignal): Promise<Response> {
  const headers = new Headers({ accept: 'application/json, application/yaml;q=0.9, */*;q=0.1' })
  // The token is only for the origin that was named.
  if (options.bearer !== undefined && url.origin === start.origin)
    headers.set('authorization', `Bearer ${options.bearer}`)
  try {
    return await (options.fetch ?? fetch)(url, { headers, redirect: 'manual', signal })
  } catch (cause) {
    throw interrupted(url, cause)
  }
}

function follow(from: URL, location: string): URL {
  const to = URL.canParse(location, from) ? new URL(location, from) : undefined
  if (!to || !/^https?:$/.test(to.protocol))
    throw unreachable(from, 'redirects to an address that is not http or https')
  if (from.protocol === 'https:' && to.protocol === 'http:') throw unreachable(from, 'redirects from https to http')
  return to
}

async function refuseFailed(url: URL, response: Response, { bearer }: FetchOptions): Promise<Response> {
  if (response.ok) return response
  await response.body?.cancel()
  const { status } = response
  if (transientStatuses.has(status)) {
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
    const retryAfterMs = seconds >= 0 ? seconds * secondMs : undefined
    throw new TransientFailure(`${showUrl(url)} answers ${status}; try again later`, { retryAfterMs })
  }
  if (status !== 401 && status !== 403) throw unreachable(url, `answers ${status}`)
  const advice = bearer === undefined ? 'put a token into CODEGEN_BEARER' : 'check the token in CODEGEN_BEARER'
  throw new CodegenFailure('sourceUnreachable', `${showUrl(url)} answers ${status}; ${advice}`)
}

async function readBody(url: URL, response: Response, { maxBytes }: FetchOptions): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    const reader = response.body?.getReader()
    for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
      bytes += part.value.byteLength
      chunks.push(part.value)
      if (bytes > maxBytes) await reader?.cancel()
    }
  } catch (cause) {
    throw interrupted(url, cause)
  }
  if (bytes > maxBytes) throw unreachable(url, `sends more than ${maxBytes} bytes`)
  return Buffer.concat(chunks)
}

function interrupted(url: URL, cause: unknown): TransientFailure {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause
  const code =
    inner instanceof Error && 'code' in inner && typeof inner.code === 'string' ? inner.code : reasonOf(inner)
  return new TransientFailure(`cannot fetch ${showUrl(url)} (${code}); check the address and the network`, { cause })
}

function unreachable(url: URL, what: string): CodegenFailure {
  return new CodegenFailure('sourceUnreachable', `${showUrl(url)} ${what}; check the address`)
}

import type { FakeNetwork, FakeTab } from '../../../mock/tabs.ts'

/** Whether a request is a refresh. */
export const isRefresh = (request: Request): boolean => request.url.endsWith('/auth/refresh')

/** A promise that resolves after this much virtual time, in milliseconds. */
export const wait = ({ ports }: FakeTab, delayMs: number): Promise<void> =>
  new Promise((resolve) => ports.clock.setTimeout(resolve, delayMs))

/** A network that answers refreshes itself, the first `times` times, and passes everything else on. */
export const refusing = (answer: () => Response | Error, times = Number.POSITIVE_INFINITY): FakeNetwork => {
  let left = times
  return async (request, next) => {
    if (!isRefresh(request) || left-- <= 0) return next(request)
    const given = answer()
    if (given instanceof Error) throw given
    return given
  }
}

/** A network that passes refreshes on to the portal and loses the response, the first `times` times. */
export const losing = (times = 1): FakeNetwork => {
  let left = times
  return async (request, next) => {
    const response = await next(request)
    if (!isRefresh(request) || left-- <= 0) return response
    throw new TypeError('the connection was lost')
  }
}

/** A network that delays the responses to some requests, by default to refreshes, by this much virtual time. */
export const slow = (delayMs: number, tab: FakeTab, matches = isRefresh): FakeNetwork => {
  return async (request, next) => {
    const response = await next(request)
    if (matches(request)) await wait(tab, delayMs)
    return response
  }
}

/** The lock of a browser that denies access to it, so that the lease takes its place. */
export const deniedLocks = { request: () => Promise.reject(new DOMException('denied', 'SecurityError')) }

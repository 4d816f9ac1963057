import type { FakeNetwork, FakeTab } from '../../../mock/tabs.ts'

/** Whether a request is a refresh. */
export const isRefresh = (request: Request): boolean => request.url.endsWith('/auth/refresh')

/** Answers refreshes in the server's stead, as often as told. */
export const refusing = (answer: () => Response | Error, times = Number.POSITIVE_INFINITY): FakeNetwork => {
  let left = times
  return async (request, next) => {
    if (!isRefresh(request) || left-- <= 0) return next(request)
    const given = answer()
    if (given instanceof Error) throw given
    return given
  }
}

/** Lets the server act on refreshes and keeps the answer from the client. */
export const losing = (times = 1): FakeNetwork => {
  let left = times
  return async (request, next) => {
    const response = await next(request)
    if (!isRefresh(request) || left-- <= 0) return response
    throw new TypeError('the connection was lost')
  }
}

/** Delays the answers to refreshes by this much virtual time. */
export const slow = (delayMs: number, tab: FakeTab): FakeNetwork => {
  return async (request, next) => {
    const response = await next(request)
    if (isRefresh(request)) await new Promise<void>((resolve) => tab.ports.clock.setTimeout(resolve, delayMs))
    return response
  }
}

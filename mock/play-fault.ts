import type { PortalClock } from './base/clock.ts'
import type { Fault } from './faults.ts'
import { detailResponse, jsonResponse } from './http/json-response.ts'

/** Marks the error across two copies of this code: the server and the handlers may each be bundled with their own. */
const NETWORK_FAULT = Symbol.for('scaikey-portal-auth/mock/network-fault')

/** The error `fetch` rejects with when the network fails: a `TypeError` with nothing visible in it to branch on, as in every engine. */
function networkFault(): TypeError {
  return Object.defineProperty(new TypeError('fetch failed'), NETWORK_FAULT, { value: true })
}

/** Whether an error is a planned network fault, and not a mistake. */
export function isNetworkFault(error: unknown): boolean {
  return typeof error === 'object' && error !== null && NETWORK_FAULT in error
}

/** Plays a fault around the server's act. Rejects with a network fault, or with the signal's reason when aborted while held back. */
export async function playFault(
  fault: Fault | undefined,
  { clock, signal, act }: { clock: PortalClock; signal: AbortSignal | undefined; act(): Promise<Response> },
): Promise<Response> {
  const then = fault?.then
  if (then === undefined) return await act()
  if (then === 'network-error') throw networkFault()
  if (then === 'lose-response') {
    await act()
    throw networkFault()
  }
  if (then === 'malformed-json') return await cutInHalf(await act())
  if ('status' in then) {
    if (then.delayMs !== undefined) await clock.sleep(then.delayMs, signal)
    return instead(then)
  }
  if (then.holds !== 'response') {
    await clock.sleep(then.delayMs, signal)
    return await act()
  }
  const response = await act()
  await clock.sleep(then.delayMs, signal)
  return response
}

async function cutInHalf(response: Response): Promise<Response> {
  const text = await response.text()
  return new Response(text.slice(0, Math.ceil(text.length / 2)), { status: response.status, headers: response.headers })
}

function instead({
  status,
  headers,
  body,
}: {
  status: number
  headers?: Readonly<Record<string, string>>
  body?: unknown
}): Response {
  const init = { status, headers: { ...headers } }
  if ([204, 205, 304].includes(status)) return new Response(null, init)
  if (typeof body === 'string') return new Response(body, init)
  if (body === undefined) return detailResponse(status, 'Planned fault', init.headers)
  return jsonResponse({ status, body, headers: init.headers })
}

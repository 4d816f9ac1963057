import type { PortalClock } from './base/clock.ts'
import { nextTurn } from './base/next-turn.ts'
import type { Fault } from './fault.ts'
import { detailResponse, jsonResponse } from './http/json-response.ts'
import type { World } from './world.ts'

/** Marks the error across two copies of this code: the server and the handlers may each be bundled with their own. */
const networkFaultMark = Symbol.for('scaikey-portal-auth/mock/network-fault')

/** Marks a response that breaks off, likewise. */
const brokenOffMark = Symbol.for('scaikey-portal-auth/mock/broken-off')

/** The error `fetch` rejects with when the network fails: a `TypeError` with nothing visible in it to branch on, as in every engine. */
function networkFault(ending: 'reset' | 'end' = 'reset'): TypeError {
  return Object.defineProperty(new TypeError('fetch failed'), networkFaultMark, { value: ending })
}

/** Whether an error is a planned network fault, and not a mistake. */
export function isNetworkFault(error: unknown): boolean {
  return typeof error === 'object' && error !== null && networkFaultMark in error
}

/** Whether a planned network fault ends the connection in good order instead of resetting it. */
export function isQuietEnd(error: unknown): boolean {
  return isNetworkFault(error) && Reflect.get(Object(error), networkFaultMark) === 'end'
}

/** What a fault makes of the world its request meets. */
export type WorldChange = (world: World) => World

/** Plays a fault around the server's act. Rejects with a network fault, or with the signal's reason when aborted while held back. */
export async function playFault(
  fault: Fault | undefined,
  {
    clock,
    signal,
    act,
  }: { clock: PortalClock; signal: AbortSignal | undefined; act(change?: WorldChange): Promise<Response> },
): Promise<Response> {
  const then = fault?.then
  if (then === undefined) return await act()
  if (then === 'network-error') throw networkFault()
  if (then === 'lose-response') {
    await act()
    throw networkFault()
  }
  if (then === 'connection-reset') return await brokenOff(await act(), networkFault('reset'))
  if (then === 'truncated-body') return await brokenOff(await act(), networkFault('end'))
  if (then === 'malformed-json') return await cutInHalf(await act())
  if (then === 'expired-token') return await act(withTokensExpired)
  if ('clockSkewMs' in then) return await act((world) => ({ ...world, nowMs: world.nowMs + then.clockSkewMs }))
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

/** Tokens that expire in the very second they are handed out. */
const withTokensExpired: WorldChange = (world) => ({
  ...world,
  tokensIssuedAtMs: world.nowMs - world.policy.access.lifetimeSeconds * 1000,
})

/** A response of which half the body arrives, and then the error. Its `content-length` tells of the whole. */
async function brokenOff(response: Response, error: TypeError): Promise<Response> {
  const bytes = new Uint8Array(await response.arrayBuffer())
  let isHalfSent = false
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (isHalfSent) {
        // MSW 3 writes to a socket of its own, and drops what it has not sent when the error comes.
        await nextTurn()
        return controller.error(error)
      }
      isHalfSent = true
      controller.enqueue(bytes.slice(0, Math.ceil(bytes.length / 2)))
    },
  })
  const headers = new Headers(response.headers)
  headers.set('content-length', String(bytes.length))
  const broken = new Response(body, { status: response.status, headers })
  return Object.defineProperty(broken, brokenOffMark, { value: true })
}

/** Whether a response breaks off in its body, by plan: only then does a server need to read it piece by piece. */
export function isBrokenOff(response: Response): boolean {
  return brokenOffMark in response
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

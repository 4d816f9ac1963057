import { detailResponse, jsonResponse } from '../fastapi/json-response.ts'
import type { World } from '../state/world.ts'
import { type Ending, networkFault } from '../wire/network-fault.ts'
import { lowerCased, type PlainResponse } from '../wire/plain-response.ts'
import type { Fault, StatusFault } from './fault.ts'

/** A change that a fault makes to the world of one request. */
export type WorldChange = (world: World) => World

/** Plays a fault on a request. Rejects with a network fault, or as `sleep` does. */
export async function playFault(
  { then }: Fault,
  {
    sleep,
    act,
  }: {
    /** Waits for this many milliseconds of the portal's clock. */
    sleep(ms: number): Promise<void>
    /** Lets the server act, in the world after the change. */
    act(change?: WorldChange): Promise<PlainResponse>
  },
): Promise<PlainResponse> {
  if (then === 'network-error') throw networkFault()
  if (then === 'lose-response') {
    await act()
    throw networkFault()
  }
  if (then === 'connection-reset') return brokenOff(await act(), 'reset')
  if (then === 'truncated-body') return brokenOff(await act(), 'end')
  if (then === 'malformed-json') return cutInHalf(await act())
  if (then === 'expired-token') return await act(withTokensExpired)
  if ('clockSkewMs' in then) return await act((world) => ({ ...world, nowMs: world.nowMs + then.clockSkewMs }))
  if ('status' in then) {
    if (then.delayMs !== undefined) await sleep(then.delayMs)
    return plannedResponse(then)
  }
  if (then.holds !== 'response') {
    await sleep(then.delayMs)
    return await act()
  }
  const response = await act()
  await sleep(then.delayMs)
  return response
}

/** Issues tokens that expire in the second they are issued. */
const withTokensExpired: WorldChange = (world) => ({
  ...world,
  tokensIssuedAtMs: world.nowMs - world.policy.access.lifetimeSeconds * 1000,
})

/** A response of which half the body arrives. Its `content-length` is that of the whole. */
function brokenOff(response: PlainResponse, ending: Ending): PlainResponse {
  const bytes = new TextEncoder().encode(String(response.body))
  return {
    ...response,
    headers: { ...response.headers, 'content-length': String(bytes.length) },
    body: bytes.slice(0, Math.ceil(bytes.length / 2)),
    breaksOff: ending,
  }
}

function cutInHalf(response: PlainResponse): PlainResponse {
  const text = String(response.body)
  return { ...response, body: text.slice(0, Math.ceil(text.length / 2)) }
}

function plannedResponse({ status, headers: given = {}, body }: StatusFault): PlainResponse {
  const headers = lowerCased(given)
  if ([204, 205, 304].includes(status)) return { status, headers, body: '' }
  if (typeof body === 'string')
    return { status, headers: { 'content-type': 'text/plain;charset=UTF-8', ...headers }, body }
  if (body === undefined) return detailResponse(status, 'Planned fault', headers)
  return jsonResponse({ status, body, headers })
}

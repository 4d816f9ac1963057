import type { PortalClock } from '../base/clock.ts'
import { detailResponse, jsonResponse } from '../fastapi/json-response.ts'
import type { World } from '../state/world.ts'
import { type Ending, networkFault } from '../wire/network-fault.ts'
import { lowerCased, type PlainResponse } from '../wire/plain-response.ts'
import type { Fault } from './fault.ts'

/** What a fault makes of the world its request meets. */
export type WorldChange = (world: World) => World

/** What a fault is played on: the server's act, which it may change. */
interface Stage {
  clock: PortalClock
  signal: AbortSignal | undefined
  act(change?: WorldChange): Promise<PlainResponse>
}

/** Plays a fault around the server's act. Rejects with a network fault, or with the signal's reason when aborted while held back. */
export async function playFault({ then }: Fault, { clock, signal, act }: Stage): Promise<PlainResponse> {
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

/** A response of which half the body arrives. Its `content-length` tells of the whole. */
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

function instead({
  status,
  headers: given = {},
  body,
}: {
  status: number
  headers?: Readonly<Record<string, string>>
  body?: unknown
}): PlainResponse {
  const headers = lowerCased(given)
  if ([204, 205, 304].includes(status)) return { status, headers, body: '' }
  if (typeof body === 'string')
    return { status, headers: { 'content-type': 'text/plain;charset=UTF-8', ...headers }, body }
  if (body === undefined) return detailResponse(status, 'Planned fault', headers)
  return jsonResponse({ status, body, headers })
}

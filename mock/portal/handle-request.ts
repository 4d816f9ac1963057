import type { PortalClock } from '../base/clock.ts'
import { createTurns } from '../base/turn.ts'
import { matchRoute } from '../fastapi/match-route.ts'
import { respond } from '../fastapi/respond.ts'
import { selfChecked } from '../fastapi/self-check.ts'
import type { FaultPlan } from '../faults/plan.ts'
import { playFault, type WorldChange } from '../faults/play.ts'
import type { Keyring } from '../keys/keyring.ts'
import { sweepWhenDue } from '../rules/sweep.ts'
import type { World } from '../state/world.ts'
import { bodyText } from '../wire/body-text.ts'
import { type PlainRequest, textOf } from '../wire/plain-request.ts'
import type { PlainResponse } from '../wire/plain-response.ts'
import type { Journal } from './journal.ts'

/** What a request meets on its way. */
export interface Surroundings {
  readonly clock: PortalClock
  readonly faults: FaultPlan
  readonly journal: Journal
  readonly keys: Keyring
  /** Whether each response is validated against the contract before it leaves. */
  readonly selfCheck: boolean
  /** How long every request is held back. */
  readonly latencyMs: number
  /** The world at this instant. */
  world(): World
}

/** Takes a request from arrival to answer: journal, faults, then its turn to act. */
export function createHandler({
  clock,
  faults,
  journal,
  keys,
  selfCheck,
  latencyMs,
  world,
}: Surroundings): (request: PlainRequest) => Promise<PlainResponse> {
  const inTurn = createTurns()

  return async (request) => {
    const { method, url, headers, signal } = request
    signal?.throwIfAborted()
    const match = matchRoute(method, url.pathname)
    const operation = match.kind === 'found' ? match.route.operation : null
    const fault = faults.take(operation)
    const entry = journal.record({
      operation,
      method,
      path: url.pathname,
      atMs: clock.now(),
      fault: fault?.id ?? null,
    })

    const act = async (change: WorldChange = (world) => world): Promise<PlainResponse> => {
      const text = textOf(await request.readBody())
      const body = text === undefined ? undefined : bodyText(text)
      if (body?.json?.ok) entry.hasBody(body.json.value)
      const response = await inTurn(() => {
        const present = world()
        sweepWhenDue(present)
        return respond({ match, url, headers, body }, { world: change(present), keys })
      })
      return selfCheck && match.kind === 'found' ? selfChecked(match.route, response) : response
    }
    if (latencyMs > 0) await clock.sleep(latencyMs, signal)
    const response = await (fault === undefined ? act() : playFault(fault, { clock, signal, act }))
    signal?.throwIfAborted()
    entry.isAnswered(response.status)
    return method === 'HEAD' ? { ...response, body: '' } : response
  }
}

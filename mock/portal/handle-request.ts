import type { PortalClock } from '../base/clock.ts'
import { createTaskQueue, type TaskQueue } from '../base/task-queue.ts'
import { matchRoute } from '../fastapi/match-route.ts'
import { respond } from '../fastapi/respond.ts'
import { selfChecked } from '../fastapi/self-check.ts'
import type { FaultPlan } from '../faults/plan.ts'
import { playFault, type WorldChange } from '../faults/play.ts'
import type { Keyring } from '../keys/keyring.ts'
import { sweepWhenDue } from '../rules/sweep.ts'
import type { World } from '../state/world.ts'
import { bodyText } from '../wire/body-text.ts'
import { textOf } from '../wire/plain-request.ts'
import type { PlainResponse } from '../wire/plain-response.ts'
import type { Responder } from './direct.ts'
import type { Exchanges } from './exchanges.ts'
import type { Journal } from './journal.ts'

/** A request's view of the portal, from its arrival on. */
export interface Arrival {
  /** The world at this instant. After a reset it is that of before, which no later request sees. */
  world(): World
  /** Whether the portal was reset since. */
  isPast(): boolean
}

/** What answers a portal's requests. */
export interface Handler {
  readonly respond: Responder
  /** Takes the turns of requests from another queue, which also keeps the portal's state. */
  takeTurnsFrom(queue: TaskQueue): void
}

/** Makes what answers a portal's requests: each is matched, recorded and given its fault, then it waits for its turn to act. */
export function createHandler({
  clock,
  faults,
  journal,
  exchanges,
  keys,
  selfCheck,
  latencyMs,
  arrive,
}: {
  readonly clock: PortalClock
  readonly faults: FaultPlan
  readonly journal: Journal
  readonly exchanges: Exchanges
  readonly keys: Keyring
  /** Whether each response is validated against the contract before it is sent. */
  readonly selfCheck: boolean
  /** How long every request waits before the server acts. */
  readonly latencyMs: number
  /** The view of a request that arrives now. */
  arrive(): Arrival
}): Handler {
  const own = createTaskQueue()
  let shared: TaskQueue | undefined

  const respondTo: Responder = async (request) => {
    const { method, url, headers, signal } = request
    signal?.throwIfAborted()
    const { world, isPast } = arrive()
    const sleep = async (ms: number): Promise<void> => {
      // A request that is held back at a reset is answered then.
      if (!isPast()) await clock.sleep(ms, signal)
    }
    const match = matchRoute(method, url.pathname)
    const operation = match.kind === 'found' ? match.route.operation : null
    // In a turn where the plan is shared with other tabs.
    const fault = shared ? await shared(() => faults.take(operation)) : faults.take(operation)
    const atMs = clock.now()
    const entry = journal.record({ operation, method, path: url.pathname, atMs, fault: fault?.id ?? null })
    const exchange = exchanges.begin(entry.id, atMs)

    const act = async (change: WorldChange = (world) => world): Promise<PlainResponse> => {
      const text = textOf(await request.readBody())
      exchange.setRequest(text)
      const body = text === undefined ? undefined : bodyText(text)
      if (body?.json?.ok) entry.setBody(body.json.value)
      const response = await (shared ?? own)(() => {
        const present = world()
        sweepWhenDue(present)
        return respond({ match, url, headers, body }, { world: change(present), keys })
      })
      return selfCheck && match.kind === 'found' ? selfChecked(match.route, response) : response
    }
    if (latencyMs > 0) await sleep(latencyMs)
    const response = await (fault === undefined ? act() : playFault(fault, { sleep, act }))
    signal?.throwIfAborted()
    entry.setStatus(response.status)
    exchange.setResponse(response, clock.now())
    return method === 'HEAD' ? { ...response, body: '' } : response
  }

  return {
    respond: respondTo,
    takeTurnsFrom(queue): void {
      shared = queue
    },
  }
}

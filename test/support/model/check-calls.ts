import { inspect } from 'node:util'
import { planted } from './strict-server.ts'
import type { Call, World } from './world.ts'

/** The longest wait of a caller in an undisturbed tab, in milliseconds: storage, requests, and a margin. */
const boundsMs: Record<Call['what'], number> = {
  get_access_token: 17_000,
  refresh: 17_000,
  login: 22_000,
  logout: 22_000,
  // Two responses of the API, which may take any time here.
  fetch_me: 160_000,
}

/** By how much a client may underestimate the age of a token: the response’s travel time, with timers at full minutes. */
const ageErrorMs = 120_000

/** I3: every promise settles in time, with a usable value or a known error. */
export function checkCalls(world: World): string[] {
  return world.calls.flatMap((call) => {
    const { what, client, startMs, settledAtMs } = call
    if (client.state === 'killed') return []
    const at = `${what} of ${client.name} at ${startMs}`
    if (settledAtMs === undefined) return [`I3: ${at} never settles`]
    const isHindered = client.hinderedAtMs.length > 0
    const tookMs = settledAtMs - startMs - sleptMs(world, startMs, settledAtMs)
    if (!isHindered && tookMs > boundsMs[what]) return [`I3: ${at} takes ${tookMs} ms`]
    if (what === 'get_access_token' && isOver(world, call)) return [`token: ${at} returns an expired token`]
    return []
  })
}

/** How long the machine slept between two instants, in milliseconds. */
function sleptMs({ sleeps }: World, fromMs: number, toMs: number): number {
  return sleeps.reduce(
    (sum, sleep) => sum + Math.max(0, Math.min(toMs, sleep.toMs) - Math.max(fromMs, sleep.fromMs)),
    0,
  )
}

function isOver({ server, setting, network, clockJumpsAtMs }: World, { value, settledAtMs = 0 }: Call): boolean {
  const token = server.accessTokens.get(String(value))
  if (token === undefined || token.isHostile || setting.access.isOpaque || clockJumpsAtMs.length > 0) return false
  // The client cannot know how long a response travelled.
  const aged = network.trips.some(
    ({ sentAtMs, sleptAtMs = 0 }) => sentAtMs <= token.issuedAtMs && token.issuedAtMs <= sleptAtMs,
  )
  if (aged) return false
  return settledAtMs > token.issuedAtMs + setting.access.lifetimeMs + ageErrorMs
}

/** I5: no event, snapshot or error contains a secret. */
export function checkSecrets({ clients, calls }: World): string[] {
  const told = JSON.stringify(clients.map(({ events, snapshots }) => [events, snapshots]))
  const errors = calls
    .filter(({ error }) => error !== undefined)
    .map(({ error }) => JSON.stringify(error) + inspect(error))
  return [told, ...errors].some((text) => text.includes(planted)) ? ['I5: a secret is printed'] : []
}

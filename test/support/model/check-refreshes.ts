import type { Trip } from './network.ts'
import { endlessGraceMs } from './plan.ts'
import type { World } from './world.ts'

/** The share of an access token’s life after which it may be refreshed without another reason; clocks differ slightly. */
const dueShare = 0.8 - 1e-4

/** The least distance between two automatic refreshes, in milliseconds, for any claims of a token; clocks differ slightly. */
const leastDistanceMs = 999

/** I1 and I2, and that no refresh is sent without a reason or before the server wants one. */
export function checkRefreshes(world: World): string[] {
  const refreshes = world.network.trips
    .filter(({ operation }) => operation === 'refresh')
    .sort((a, b) => a.sentAtMs - b.sentAtMs)
  return [...findRepeats(world, refreshes), ...findReuse(world, refreshes), ...findBadTimes(world, refreshes)]
}

/** I1: each refresh token is sent once, unless the outcome of the last time was unknown. */
function findRepeats(world: World, refreshes: readonly Trip[]): string[] {
  const reached = refreshes.filter(({ reachedServer }) => reachedServer)
  const violations: string[] = []
  for (const [token, trips] of Map.groupBy(reached, (trip) => trip.token)) {
    for (const [index, trip] of trips.entries()) {
      const before = trips[index - 1]
      if (before === undefined) continue
      world.report.replays += 1
      if (!isDoubted(before, trip.sentAtMs) && !isLastWord(world, trip)) {
        violations.push(
          `I1: ${trip.client.name} sends ${token} at ${trip.sentAtMs}, which ${before.client.name} has sent`,
        )
      }
    }
  }
  return violations
}

/** I2: the server sees reuse only after a lost response outside the grace window. */
function findReuse(world: World, refreshes: readonly Trip[]): string[] {
  const { setting, server } = world
  return server.posts.flatMap(({ token, atMs, verdict }) => {
    if (token === undefined) return [`I2: an unknown refresh token was sent at ${atMs}`]
    if (verdict !== 'reused') return []
    if (setting.graceMs === endlessGraceMs) return [`I2: reuse of ${token.value} in spite of the grace window`]
    const inGrace = atMs < (token.spentAtMs ?? 0) + setting.graceMs
    const isLost = refreshes.some((trip) => trip.token === token.value && isDoubted(trip, atMs))
    const isEnded = refreshes.some((trip) => trip.token === token.value && isLastWord(world, trip))
    return (isLost && !inGrace) || isEnded ? [] : [`I2: reuse of ${token.value} at ${atMs}`]
  })
}

/**
 * Whether a refresh names a session for its logout, after the storage was cleared and with it the intents of other tabs.
 * The session ends either way.
 */
function isLastWord({ calls, clearedAtMs }: World, { client, sentAtMs }: Trip): boolean {
  const isEnding = calls.some(
    ({ what, client: caller, startMs, settledAtMs = sentAtMs }) =>
      caller === client && (what === 'logout' || what === 'login') && startMs <= sentAtMs && settledAtMs >= sentAtMs,
  )
  return isEnding && clearedAtMs.some((atMs) => atMs <= sentAtMs)
}

const isDoubted = ({ doubts }: Trip, byMs: number): boolean => doubts.some(({ atMs }) => atMs <= byMs)

/** A refresh is sent when the token is due, when an API has rejected it or on demand, and never during a pause. */
function findBadTimes(world: World, refreshes: readonly Trip[]): string[] {
  return refreshes.flatMap((trip) => {
    const at = `${trip.token} at ${trip.sentAtMs} by ${trip.client.name}`
    return [
      ...(isPaused(world, trip) ? [`pause: the server asked to be left alone: ${at}`] : []),
      ...(isNeedless(world, trip) ? [`needless: no reason to refresh: ${at}`] : []),
    ]
  })
}

function isPaused({ network, clockJumpsAtMs, clearedAtMs }: World, { token, sentAtMs }: Trip): boolean {
  return network.pauses.some((pause) => {
    const within = (atMs: number): boolean => atMs >= pause.sentAtMs && atMs <= sentAtMs
    if (pause.token !== token || sentAtMs <= pause.sentAtMs || sentAtMs >= pause.untilMs) return false
    // Except where the tab that got the pause could not store it, or the clock that measures it has jumped.
    return ![...clockJumpsAtMs, ...clearedAtMs, ...pause.client.hinderedAtMs].some(within)
  })
}

function isNeedless({ setting, server, network, calls, clockJumpsAtMs }: World, { token, sentAtMs }: Trip): boolean {
  const truth = server.refreshTokens.get(token)
  // The age of a token that another tab received is measured by the device clock.
  if (truth === undefined || clockJumpsAtMs.length > 0) return false
  const isHostile = truth.accessTokens.some((accessToken) => server.accessTokens.get(accessToken)?.isHostile)
  if (isHostile && sentAtMs >= truth.issuedAtMs + leastDistanceMs) return false
  const isDue = !setting.access.isOpaque && sentAtMs >= truth.issuedAtMs + setting.access.lifetimeMs * dueShare
  const isAskedFor = calls.some(
    ({ what, settledAtMs = sentAtMs }) =>
      (what === 'refresh' || (isHostile && what !== 'logout')) && settledAtMs >= truth.issuedAtMs,
  )
  return (
    !isDue && !isAskedFor && !truth.accessTokens.some((accessToken) => network.rejectedAccessTokens.has(accessToken))
  )
}

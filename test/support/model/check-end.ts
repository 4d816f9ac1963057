import { holdsSecret } from './check-storage.ts'
import { type ApiAnswer, liveClients } from './play.ts'
import type { Call, World } from './world.ts'

/** When nothing is pending, the tabs agree with each other, with the server and with the last action of the user. */
export function checkEnd(world: World): string[] {
  const live = liveClients(world)
  const statuses = new Set(live.map(({ auth }) => auth.session.getSnapshot().status))
  if (statuses.size > 1 || statuses.has('loading')) return [`end: the tabs are ${[...statuses].join(' and ')}`]
  const isSignedIn = statuses.has('signed_in')
  return [...(isSignedIn ? checkSignedIn(world) : checkSignedOut(world)), ...checkLastLogin(world, isSignedIn)]
}

function checkSignedIn(world: World): string[] {
  const live = liveClients(world)
  const answers = world.calls.filter(({ what }) => what === 'fetch_me').slice(-live.length)
  const seen = new Set(answers.map(({ value, error }) => JSON.stringify(value ?? error)))
  if (seen.size > 1) return [`end: the tabs see ${[...seen].join(' and ')}`]
  const answer = answers.map(({ value }) => value).find(isAnswer)
  if (answer?.status !== 200) return [`end: a signed-in tab is answered ${[...seen].join()}`]
  const { id, family } = JSON.parse(answer.body)
  const users = live
    .map(({ auth }) => auth.session.getSnapshot())
    .map((snapshot) => 'user' in snapshot && snapshot.user.id)
  if (users.some((user) => user !== id)) return [`end: the tabs show ${users.join()}, and the server knows ${id}`]
  return checkFreshness(world, family)
}

const isAnswer = (value: unknown): value is ApiAnswer =>
  typeof value === 'object' && value !== null && 'status' in value

/** An expiring token is replaced in time without a call. */
function checkFreshness({ setting, server, now, clockJumpsAtMs }: World, family: string): string[] {
  if (setting.access.isOpaque || clockJumpsAtMs.length > 0) return []
  const issued = [...server.accessTokens.values()].filter((token) => token.family.id === family)
  if (issued.at(-1)?.isHostile) return []
  const ageMs = now() - Math.max(...issued.map((token) => token.issuedAtMs))
  return ageMs > setting.access.lifetimeMs ? [`end: nobody refreshed ahead of time for ${ageMs} ms`] : []
}

function checkSignedOut(world: World): string[] {
  const reasons = liveClients(world).map(({ auth }) => auth.session.getSnapshot())
  return [
    ...(holdsSecret(world) ? ['end: signed out, and a token is still stored'] : []),
    ...(reasons.every((snapshot) => 'reason' in snapshot) ? [] : ['end: signed out without a reason']),
  ]
}

/** A login that was the last action on the session is still valid. */
function checkLastLogin({ calls, clearedAtMs, server }: World, isSignedIn: boolean): string[] {
  const changes = calls.filter(({ what, error }) => (what === 'login' || what === 'logout') && error === undefined)
  const login = changes.at(-1)
  if (login?.what !== 'login' || login.settledAtMs === undefined) return []
  const overlaps = ({ settledAtMs = Number.POSITIVE_INFINITY }: Call): boolean => settledAtMs >= login.startMs
  const isDisturbed =
    changes.some((change) => change !== login && overlaps(change)) ||
    clearedAtMs.some((atMs) => atMs >= login.startMs) ||
    server.families.some(({ refusals }) => refusals > 0)
  return isDisturbed || isSignedIn ? [] : [`end: nobody is signed in after the login of ${login.client.name}`]
}

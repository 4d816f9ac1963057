import { isDeepStrictEqual } from 'node:util'
import type { StorageWrite } from './lagging-storage.ts'
import type { Trip } from './network.ts'
import { planted } from './strict-server.ts'
import type { World } from './world.ts'

/** The fields of a stored record that are checked. */
interface StoredRecord {
  readonly lineage: string
  readonly generation: number
  readonly reason: string
  readonly tokens?: { readonly sessionId: string; readonly accessToken: string; readonly refreshToken: string }
}

/** I4: no older session is written over a newer one, an ended session stays ended, and a logout leaves no token. */
export function checkStorage(world: World): string[] {
  return [...findRollbacks(world.writes), ...findReturns(world.writes), ...checkLogouts(world)]
}

const read = (text: string): StoredRecord => JSON.parse(text)

function findRollbacks(writes: readonly StorageWrite[]): string[] {
  const lineages = new Set<string>()
  return writes.flatMap(({ text, before: textBefore, atMs, client }) => {
    const after = read(text)
    const isFirst = !lineages.has(after.lineage)
    lineages.add(after.lineage)
    if (textBefore === undefined) return []
    const before = read(textBefore)
    const at = `at ${atMs} by ${client.name}`
    if (after.lineage !== before.lineage)
      return isFirst ? [] : [`I4: an earlier lineage is written over one that stands, ${at}`]
    if (after.generation < before.generation)
      return [`I4: generation ${after.generation} is written over ${before.generation}, ${at}`]
    const isSame = isDeepStrictEqual(after.tokens, before.tokens)
    if (after.generation === before.generation && !isSame)
      return [`I4: a session is changed within its generation, ${at}`]
    return []
  })
}

function findReturns(writes: readonly StorageWrite[]): string[] {
  const ended = new Set<string>()
  let present: string | undefined
  return writes.flatMap(({ text, atMs, client }) => {
    const id = read(text).tokens?.sessionId
    if (id === present) return []
    if (present !== undefined) ended.add(present)
    present = id
    return id !== undefined && ended.has(id) ? [`I4: a session comes back at ${atMs} by ${client.name}`] : []
  })
}

/** A session that was logged out or replaced by a login is ended at the server, unless there is a cause. */
function checkLogouts(world: World): string[] {
  return world.writes.flatMap((write) => {
    const { session: ended, accessToken } = endedByUser(write)
    if (ended === undefined) return []
    const family = world.server.accessTokens.get(accessToken)?.family
    if (family === undefined || family.revokedBecause) return []
    const cause = whyStillAlive(world, write, family.id)
    if (cause === undefined)
      return [`logout: ${family.id} lives on after the logout or login at ${write.atMs} by ${write.client.name}`]
    world.report.leftovers[cause] = (world.report.leftovers[cause] ?? 0) + 1
    return []
  })
}

function endedByUser({ text, before }: StorageWrite): { session: string | undefined; accessToken: string } {
  const tokens = before === undefined ? undefined : read(before).tokens
  const after = read(text)
  const isReplaced = after.tokens !== undefined && after.tokens.sessionId !== tokens?.sessionId
  const isEnded = tokens !== undefined && (after.reason === 'logout' || isReplaced)
  return { session: isEnded ? tokens.sessionId : undefined, accessToken: tokens?.accessToken ?? '' }
}

function whyStillAlive(
  { network, server, setting }: World,
  { atMs, client }: StorageWrite,
  family: string,
): string | undefined {
  const told = network.trips.filter(
    ({ operation, token }) => operation === 'logout' && server.accessTokens.get(token)?.family.id === family,
  )
  if (client.hinderedAtMs.some((hinderedAtMs) => hinderedAtMs <= atMs + 1000 && hinderedAtMs >= atMs))
    return 'its tab was stopped'
  if (told.length === 0) return client.hinderedAtMs.length > 0 ? 'its tab was offline' : undefined
  if (told.every(({ reachedServer }) => !reachedServer)) return 'the network failed'
  const isOver = ({ token, sentAtMs, answeredAtMs = sentAtMs }: Trip): boolean =>
    answeredAtMs + 30_000 >= (server.accessTokens.get(token)?.issuedAtMs ?? 0) + setting.access.lifetimeMs
  return told.every((trip) => !trip.reachedServer || isOver(trip)) ? 'the access token had expired' : undefined
}

/** Whether any secret is stored. */
export function holdsSecret({ browser }: World): boolean {
  return browser.storage.values().some((text) => text.includes(planted))
}

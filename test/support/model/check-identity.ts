import type { Call, World } from './world.ts'

/**
 * Nothing is sent as another user: a call that began under a session is sent with tokens of that session only, and resolves
 * to no token of another one. No request to the portal follows a redirect.
 */
export function checkIdentity(world: World): string[] {
  const families = familiesBySession(world)
  return [...world.calls.flatMap((call) => findCrossings(world, call, families)), ...findFollowers(world)]
}

/** The server's name of each session that was stored. */
function familiesBySession({ writes, server }: World): Map<string, string> {
  const families = new Map<string, string>()
  for (const { text } of writes) {
    const { tokens } = JSON.parse(text)
    const family = server.accessTokens.get(tokens?.accessToken)?.family.id
    if (family !== undefined) families.set(tokens.sessionId, family)
  }
  return families
}

function findCrossings({ network, server }: World, call: Call, families: Map<string, string>): string[] {
  const { what, client, startMs, number, sessionId, value } = call
  const given = what === 'get_access_token' && typeof value === 'string' ? [value] : []
  const sent = network.trips.filter((trip) => trip.call === number).map(({ token }) => token)
  const used = new Set([...given, ...sent].map((token) => server.accessTokens.get(token)?.family.id))
  const own = sessionId === undefined ? [...used][0] : families.get(sessionId)
  const others = [...used].filter((family) => family !== own)
  return others.length === 0
    ? []
    : [`identity: ${what} of ${client.name} at ${startMs} began under ${own} and used ${others.join()}`]
}

function findFollowers({ network }: World): string[] {
  return network.trips
    .filter(({ operation, followsRedirects }) => operation !== 'me' && followsRedirects)
    .map(({ operation, sentAtMs }) => `redirect: the ${operation} at ${sentAtMs} would be sent to another origin`)
}

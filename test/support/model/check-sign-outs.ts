import type { SignedOutReason } from '../../../src/index.ts'
import type { World } from './world.ts'

/** Nobody is signed out without a cause: each event has a reason, and that reason is true. */
export function checkSignOuts(world: World): string[] {
  return world.clients.flatMap(({ name, events }) =>
    events.flatMap(({ atMs, event }) =>
      event.type === 'signed_out' && !hasHappened(world, event.reason, atMs)
        ? [`signed out: ${name} says ${event.reason} at ${atMs}, without a cause`]
        : [],
    ),
  )
}

function hasHappened({ calls, clearedAtMs, server, network }: World, reason: SignedOutReason, byMs: number): boolean {
  const refused = server.posts.filter(({ atMs }) => atMs <= byMs)
  switch (reason) {
    case 'logout':
      return calls.some(({ what, startMs }) => what === 'logout' && startMs <= byMs)
    case 'storage_cleared':
      return clearedAtMs.some((atMs) => atMs <= byMs)
    case 'session_expired':
      return (
        refused.some(({ verdict }) => verdict === 'expired' || verdict === 'revoked') ||
        // A tab whose request was under way in sleep cannot know that another one has sent the token.
        network.trips.some(
          ({ post, doubts }) => post?.verdict === 'reused' && doubts.some(({ why }) => why === 'sleep'),
        )
      )
    case 'refresh_lost':
      return refused.some(({ verdict }) => verdict === 'reused' || verdict === 'expired' || verdict === 'revoked')
    case 'none':
    case 'storage_corrupt':
      return false
  }
}

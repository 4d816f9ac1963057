import { liveGenerations } from '../rules/key-rotation.ts'
import type { Context } from './context.ts'
import { ok, type Reply } from './reply.ts'

/**
 * `GET /api/v1/platform/.well-known/jwks.json`: the public keys of access tokens, by RFC 7517. The keys that sign now come
 * first, then the retired keys whose signatures are still valid.
 */
export function jwks({ keys, world }: Context): Reply {
  return ok({ keys: keys.publicKeys(liveGenerations(world), world.policy.access.algorithm) })
}

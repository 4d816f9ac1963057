import { liveGenerations } from '../rules/key-rotation.ts'
import type { Context } from './context.ts'
import { ok, type Reply } from './reply.ts'

/**
 * `GET /api/v1/platform/.well-known/jwks.json`: the public keys of access tokens, by RFC 7517: those that sign now first, then
 * those that signed before and still count.
 */
export function jwks({ keys, world }: Context): Reply {
  return ok({ keys: keys.publicKeys(liveGenerations(world)) })
}

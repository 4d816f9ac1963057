import { liveGenerations } from '../rules/key-rotation.ts'
import { answer, type Call, type Reply } from './call.ts'

/**
 * `GET /api/v1/platform/.well-known/jwks.json`: the public keys of access tokens, by RFC 7517: those that sign now first, then
 * those that signed before and still count.
 */
export function jwks({ keys, world }: Call): Reply {
  return answer({ keys: keys.publicKeys(liveGenerations(world)) })
}

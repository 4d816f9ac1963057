import { answer, type Call, type Reply } from './call.ts'

/** `GET /api/v1/platform/.well-known/jwks.json`: the public keys of access tokens, by RFC 7517. */
export function jwks({ keys }: Call): Reply {
  return answer({ keys: keys.publicKeys() })
}

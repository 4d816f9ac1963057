import { isRecord } from '../base/json.ts'
import type { Finding } from './probe.ts'

/** The findings in an access token's header and claims, without its user. An opaque token becomes a note. */
export function readAccessToken(token: string): readonly Finding[] {
  const [header, claims] = token.split('.').map(decoded)
  if (!isRecord(header) || !isRecord(claims)) {
    return [{ note: 'access: the access token is not a JWT; the mock issues JWTs' }]
  }
  const { iat, exp, iss, aud } = claims
  const issuer = typeof iss === 'string' ? /^(.+)\/tenants\/[^/]+$/.exec(iss)?.[1] : undefined
  const { alg } = header
  return [
    typeof iat === 'number' && typeof exp === 'number'
      ? { option: 'access.lifetimeSeconds', value: exp - iat }
      : { note: 'access.lifetimeSeconds: the token has no iat or exp' },
    alg === 'RS256' || alg === 'ES256' || alg === 'EdDSA'
      ? { option: 'access.algorithm', value: alg }
      : { note: `access.algorithm: the token is signed with ${String(alg)}; the mock has RS256, ES256 and EdDSA` },
    issuer !== undefined
      ? { option: 'access.issuer', value: issuer }
      : { note: 'access.issuer: the issuer does not end in /tenants/{id}; the mock’s does' },
    typeof aud === 'string'
      ? { option: 'access.audience', value: aud }
      : { note: 'access.audience: the audience is not a string; the mock’s is' },
  ]
}

function decoded(part: string): unknown {
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}

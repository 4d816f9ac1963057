import { jwtVerify, SignJWT } from 'jose'
import { ownValue } from '../base/own-value.ts'
import { randomId } from '../base/random.ts'
import type { Keyring } from '../keys/keyring.ts'
import type { UserRecord } from '../state/state.ts'
import type { World } from '../state/world.ts'
import { liveGenerations } from './key-rotation.ts'
import { findUserById } from './users.ts'

/** The session that an access token belongs to. */
export interface BearerSession {
  user: UserRecord
  tenantId: string
  familyId: string
}

/** The `iss` of a tenant's access tokens. */
export function issuerOf({ access }: World['policy'], tenantId: string): string {
  return `${access.issuer}/tenants/${tenantId}`
}

/** Signs an access token for a session: a JWT with a lifetime of `policy.access.lifetimeSeconds`. */
export async function signAccessToken(
  { state, policy, nowMs, tokensIssuedAtMs = nowMs }: World,
  keys: Keyring,
  { user, tenantId, familyId }: BearerSession,
): Promise<string> {
  const { algorithm, audience, scope, lifetimeSeconds, extraClaims } = policy.access
  const jti = randomId(state.random, 'jti')
  const { key, kid } = await keys.signingKey(algorithm, state.keys.generation)
  const issuedAtSeconds = Math.floor(tokensIssuedAtMs / 1000)
  return await new SignJWT({ ...extraClaims, scope, tenant_id: tenantId, sid: familyId })
    .setProtectedHeader({ alg: algorithm, typ: 'JWT', kid })
    .setIssuer(issuerOf(policy, tenantId))
    .setAudience(audience)
    .setSubject(user.id)
    .setIssuedAt(issuedAtSeconds)
    .setExpirationTime(issuedAtSeconds + lifetimeSeconds)
    .setJti(jti)
    .sign(key)
}

/** The session of a bearer token; `undefined` if the signature is not ours, the token has expired or its family is revoked. */
export async function findBearerSession(
  world: World,
  keys: Keyring,
  token: string,
): Promise<BearerSession | undefined> {
  const claims = await verifiedClaims(world, keys, token)
  if (claims === undefined) return undefined
  const { sub = '', tenant_id: tenantId, sid: familyId } = claims
  const user = findUserById(world.state, sub)
  if (user === undefined || typeof tenantId !== 'string' || typeof familyId !== 'string') return undefined
  const family = ownValue(world.state.families, familyId)
  // The signing keys are published, so that anybody can sign a token in a session of somebody else.
  if (family && (family.userId !== sub || family.tenantId !== tenantId)) return undefined
  if (family?.revokedAtMs !== null && world.policy.access.checksRevocation) return undefined
  return { user, tenantId, familyId }
}

/** What every access token of the portal has, beside the claims that are checked by value. */
const requiredClaims = ['iss', 'sub', 'aud', 'exp', 'iat', 'jti', 'sid', 'tenant_id']

type Claims = Awaited<ReturnType<typeof jwtVerify>>['payload']

async function verifiedClaims(world: World, keys: Keyring, token: string): Promise<Claims | undefined> {
  const { policy, nowMs } = world
  try {
    const { payload } = await jwtVerify(
      token,
      async ({ alg, kid }) => {
        const key = await keys.verifyingKey(alg, kid, liveGenerations(world))
        if (key === undefined) throw new Error('unknown kid')
        return key
      },
      { audience: policy.access.audience, currentDate: new Date(nowMs), requiredClaims },
    )
    return payload.iss === issuerOf(policy, String(payload['tenant_id'])) ? payload : undefined
  } catch {
    // Malformed, forged and expired tokens get the same answer, so the reason is dropped.
    return undefined
  }
}

import type { Keyring } from '../keys/keyring.ts'
import type { UserRecord } from '../state/state.ts'
import type { World } from '../state/world.ts'
import { signAccessToken } from './access-tokens.ts'
import { startFamily } from './families.ts'
import { issueRefreshToken } from './refresh-tokens.ts'
import { type PublicUser, publicUser } from './users.ts'

/** What a finished login hands out. */
export type Grant = { access_token: string; refresh_token: string; user: PublicUser }

/** Begins a session: a family, its first refresh token and its first access token. */
export async function grantSession(world: World, keys: Keyring, user: UserRecord, tenantId: string): Promise<Grant> {
  const familyId = startFamily(world, user, tenantId)
  const refreshToken = issueRefreshToken(world, familyId)
  const accessToken = await signAccessToken(world, keys, { user, tenantId, familyId })
  return { access_token: accessToken, refresh_token: refreshToken, user: publicUser(user, tenantId) }
}

import type { Keyring } from '../keys/keyring.ts'
import type { UserRecord } from '../state/state.ts'
import type { World } from '../state/world.ts'
import { signAccessToken } from './access-tokens.ts'
import { startFamily } from './families.ts'
import { issueRefreshToken } from './refresh-tokens.ts'
import { publicUser } from './users.ts'

/** The tokens and the user that a finished login answers with. */
export interface IssuedTokens {
  access_token: string
  refresh_token: string
  /** As the contract has it: any object. */
  user: Record<string, unknown>
}

/** Starts a session: a family, its first refresh token and its first access token. */
export async function grantSession(
  world: World,
  keys: Keyring,
  user: UserRecord,
  tenantId: string,
): Promise<IssuedTokens> {
  const familyId = startFamily(world, user, tenantId)
  const refreshToken = issueRefreshToken(world, familyId)
  const accessToken = await signAccessToken(world, keys, { user, tenantId, familyId })
  return { access_token: accessToken, refresh_token: refreshToken, user: { ...publicUser(user, tenantId) } }
}

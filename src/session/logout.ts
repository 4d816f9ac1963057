import type { CallOptions } from '../transport/ask.ts'
import type { Revoke } from './revoke.ts'
import type { SessionKeeper } from './session-keeper.ts'

/** What a logout came to. It never rejects. */
export interface LogoutResult {
  /** The session is gone here, whatever the server said. */
  readonly local: 'done'
  /** Whether the server was told: `skipped` where there was no session, `failed` where it did not agree or answer. */
  readonly remote: 'done' | 'failed' | 'skipped'
}

/** Ends the session: here at once and for good, then at the server. */
export async function logout(keeper: SessionKeeper, revoke: Revoke, call?: CallOptions): Promise<LogoutResult> {
  const accessToken = await keeper.logout()
  if (accessToken === undefined) return { local: 'done', remote: 'skipped' }
  return { local: 'done', remote: (await revoke(accessToken, call)) ? 'done' : 'failed' }
}

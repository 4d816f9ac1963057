import { Buffer } from 'node:buffer'
import type { Grant } from './sign-in.ts'

/**
 * The session as the client stores it after a login: the text under its storage key. The client uses it only at the portal
 * that it names.
 */
export function sessionRecord({ accessToken, refreshToken, user }: Grant, portal: string, nowMs: number): string {
  const { sid, iat, exp } = claimsOf(accessToken)
  const tokens = {
    sessionId: sid,
    accessToken,
    refreshToken,
    user,
    receivedAtMs: nowMs,
    lifetimeMs: (Number(exp) - Number(iat)) * 1000,
  }
  return JSON.stringify({ version: 3, portal, lineage: sid, beganAtMs: nowMs, generation: 1, tokens, reason: 'none' })
}

function claimsOf(token: string): Record<string, unknown> {
  const [, payload = ''] = token.split('.')
  return JSON.parse(Buffer.from(payload, 'base64url').toString())
}

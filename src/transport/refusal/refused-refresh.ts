import { PortalAuthError, type PortalAuthErrorFacts } from '../../base/portal-auth-error.ts'
import { readRefusalWords } from './words.ts'

/**
 * Whether the error response to a refresh says, by its code or in words, that the token had been used before. A message
 * that leaves open whether the token was used or has expired does not count.
 */
function isRefusedAsUsed(body: unknown): boolean {
  const words = wordsOf(body)
  return /re ?us|replay|(already|been) (been )?(used|redeemed|consumed)/.test(words) && !/expire/.test(words)
}

/**
 * Whether the error response to a refresh speaks of the token, the session or the user. A gateway, a firewall or a proxy in
 * front of the portal refuses requests in words of its own, which must not end a session.
 */
function speaksOfSession(body: unknown): boolean {
  const words = wordsOf(body)
  if (/csrf|missing authentication token|api key|rate|\bip\b|firewall|\bwaf\b/.test(words)) return false
  return /token|session|grant|credential|expired|revoked|re ?us|replay|user|account|sign(ed)? ?in|log(ged)? ?in/.test(
    words,
  )
}

function wordsOf(body: unknown): string {
  const { machineCode, message } = readRefusalWords(body)
  return `${machineCode} ${message}`
}

/** The error for a refused refresh. It carries what the response says about the token, for the session only. */
export class RefusedRefresh extends PortalAuthError {
  /** Whether the token had been used before. */
  readonly tokenWasUsed: boolean
  /** Whether the response leaves open if the token or the session is the reason. */
  readonly isUnclear: boolean

  constructor(facts: PortalAuthErrorFacts, body: unknown) {
    super(facts)
    this.tokenWasUsed = isRefusedAsUsed(body)
    this.isUnclear = !speaksOfSession(body)
  }
}

import { PortalAuthError, type PortalAuthErrorFacts } from '../../base/portal-auth-error.ts'
import { gateway, readRefusalWords, unusable } from './words.ts'

/** The token was used before. A message that leaves open whether the token was used or has expired does not count. */
const used = /^(?!.*expire).*(\bre ?use|replay|(already|been) (used|redeemed|consumed))/

/** The token, the session or the user is the reason. A token that is missing is not the one that was sent. */
const ended =
  /^(?!.*(too many|limit|grant type|(api|bearer|missing|no) token)).*(token|session|\bgrant\b|validate credentials|revoked|(user|account) (not found|no longer|deleted|locked)|(log|sign) ?in again|(logg|sign)ed out)/

/** The error for a refused refresh. It carries what the response says about the token, for the session only. */
export class RefusedRefresh extends PortalAuthError {
  /** Whether the token had been used before. */
  readonly tokenWasUsed: boolean
  /**
   * Whether the response leaves open if the token or the session is the reason. A gateway, a firewall or a proxy in front of
   * the portal refuses requests in words of its own, which must not end a session.
   */
  readonly isUnclear: boolean

  constructor(facts: PortalAuthErrorFacts, body: unknown) {
    super(facts)
    const words = readRefusalWords(body).join(' ')
    this.tokenWasUsed = used.test(words)
    const isEnded = this.tokenWasUsed || ended.test(words) || unusable.test(words)
    this.isUnclear = !/invalid grant/.test(words) && (gateway.test(words) || !isEnded)
  }
}

import type { Keyring } from '../keys/keyring.ts'
import type { World } from '../state/world.ts'

/** What an endpoint gets: one request, routed and validated, and the world it acts on. */
export interface Context<Body = undefined> {
  readonly world: World
  readonly keys: Keyring
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  /** The parameters of the path, decoded. */
  readonly params: Readonly<Record<string, string>>
  /** Its query has the parameters that the route requires. */
  readonly url: URL
  readonly body: Body
}

/** Identifies a device by its `User-Agent`: the contract lets nothing else about the device through. */
export function deviceOf(headers: Context['headers']): string {
  return headers['user-agent'] ?? ''
}

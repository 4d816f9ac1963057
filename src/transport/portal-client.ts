import type { paths } from '../generated/types.ts'
import type { Send } from './send.ts'
import { createTypedClient, type TypedClient } from './typed-client.ts'

/** The bare typed client of the six operations: wire names, no session, no judgement of the responses. */
export type PortalClient = TypedClient<paths>

/** What {@link createPortalClient} uses of a client; a `PortalAuth` has it. */
interface PortalSender {
  readonly baseUrl: string
  '~internals'(): { readonly portalSend: Send }
}

/**
 * Makes the bare client of the six operations, for what the login's steps do not cover. It sends requests as `auth` does,
 * with its headers and credentials, and knows nothing of the session.
 *
 * @see openapi.json#/paths
 */
export function createPortalClient(auth: PortalSender): PortalClient {
  return createTypedClient<paths>({ baseUrl: auth.baseUrl, fetch: auth['~internals']().portalSend })
}

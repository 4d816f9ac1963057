import type { Keyring } from '../keys/keyring.ts'
import type { RefusalName, Refused, World } from '../world.ts'

/** One request that has been routed and validated. */
export type Call<Body = undefined> = {
  readonly world: World
  readonly keys: Keyring
  readonly headers: Headers
  /** The path's parameters, decoded. */
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: Body
}

/** An answer before it is a `Response`. */
export type Reply = {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** 200 with a JSON body. */
export function answer(body: unknown): Reply {
  return { status: 200, body }
}

/** A refusal as the policy words it, with `Retry-After` in whole seconds where the rule says when. */
export function refuse({ world }: Pick<Call, 'world'>, { refused, retryAfterMs }: Refused): Reply {
  const { status, detail, body, headers } = world.policy.refusals[refused satisfies RefusalName]
  const retryAfter = retryAfterMs === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) }
  return { status, body: body ?? { detail }, headers: { ...retryAfter, ...headers } }
}

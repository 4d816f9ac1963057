import type { Keyring } from '../keys/keyring.ts'
import type { RefusalName, Refused, World } from '../state/world.ts'

/** One request that has been routed and validated. */
export interface Call<Body = undefined> {
  readonly world: World
  readonly keys: Keyring
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  /** The path's parameters, decoded. */
  readonly params: Readonly<Record<string, string>>
  /** Its query was checked for what its route requires. */
  readonly url: URL
  readonly body: Body
}

/** Identifies a device by its `User-Agent`: the contract lets nothing else about the device through. */
export function deviceOf(headers: Call['headers']): string {
  return headers['user-agent'] ?? ''
}

/** An answer before it is a response. */
export interface Reply {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** 200 with a JSON body. */
export function answer(body: unknown): Reply {
  return { status: 200, body }
}

/** 200 with a JSON body whose empty fields are null, or left out where the policy says so. */
export function answerFilled({ world }: Pick<Call, 'world'>, body: object): Reply {
  if (world.policy.answers.emptyFields === 'null') return answer(body)
  return answer(Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null)))
}

/** A refusal as the policy words it, with `Retry-After` where the rule says when. */
export function refuse({ world }: Pick<Call, 'world'>, { refused, retryAfterMs }: Refused): Reply {
  const { status, detail, body, headers } = world.policy.refusals[refused satisfies RefusalName]
  return { status, body: body ?? { detail }, headers: { ...retryAfter(world, retryAfterMs), ...headers } }
}

function retryAfter({ policy, nowMs }: Call['world'], retryAfterMs: number | undefined): Record<string, string> {
  if (retryAfterMs === undefined || policy.lockout.retryAfter === 'none') return {}
  const seconds = Math.ceil(retryAfterMs / 1000)
  const isDate = policy.lockout.retryAfter === 'http_date'
  return { 'retry-after': isDate ? new Date(nowMs + seconds * 1000).toUTCString() : String(seconds) }
}

import type { RefusalName, Refused, World } from '../state/world.ts'
import type { Context } from './context.ts'

/** The reply of an endpoint, before it is serialised. */
export interface Reply {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** The refusal of the policy that it is. */
  readonly rule?: RefusalName
}

/** 200 with a JSON body. */
export function ok(body: unknown): Reply {
  return { status: 200, body }
}

/** 200 with a JSON body. Its null fields are sent as null, or left out if the policy says so. */
export function okWithEmptyFields({ world }: Pick<Context, 'world'>, body: object): Reply {
  if (world.policy.answers.emptyFields === 'null') return ok(body)
  return ok(Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null)))
}

/** The error response of a refusal as the policy words it, with `Retry-After` if the rule knows how long to wait. */
export function refuse({ world }: Pick<Context, 'world'>, { refused, retryAfterMs }: Refused): Reply {
  const { status, detail, body, headers } = world.policy.refusals[refused satisfies RefusalName]
  return {
    status,
    body: body ?? { detail },
    headers: { ...retryAfter(world, retryAfterMs), ...headers },
    rule: refused,
  }
}

function retryAfter({ policy, nowMs }: World, retryAfterMs: number | undefined): Record<string, string> {
  if (retryAfterMs === undefined || policy.lockout.retryAfter === 'none') return {}
  const seconds = Math.ceil(retryAfterMs / 1000)
  const isDate = policy.lockout.retryAfter === 'http_date'
  return { 'retry-after': isDate ? new Date(nowMs + seconds * 1000).toUTCString() : String(seconds) }
}

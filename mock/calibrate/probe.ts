import type { PortalPolicy } from '../policy/portal-policy.ts'

/** An option of the policy by its place in it: `flow.endsOn`. */
export type OptionName = {
  [Area in keyof PortalPolicy]: `${Area}.${keyof PortalPolicy[Area] & string}`
}[keyof PortalPolicy]

/** An answer that came and is JSON, or a 204 or 429, whose body does not matter. */
export interface JsonAnswer {
  readonly status: number
  readonly body: unknown
  readonly headers: Headers
}

/** What an answer teaches: the value of an option, or words for what the policy cannot hold. */
export type Finding = { readonly option: OptionName; readonly value: unknown } | { readonly note: string }

/** The account that the requests may use. */
export interface Account {
  readonly email: string
  readonly password: string
  readonly tenantId?: string | undefined
}

/** What earlier answers brought and later requests need. */
export interface Memory {
  unknownFlow?: { readonly token: string; readonly tenantId: string | undefined }
  flow?: { readonly token: string; readonly mustChoose: boolean; readonly tenantId: string | undefined } | undefined
  /** Whether the portal has taken the account's password: nothing else is sent for the account before. */
  isPasswordRight?: boolean
  /** Whether a wrong password was given on {@link Memory.flow}. */
  isFlowTried?: boolean
  /** A session that has not been logged out. */
  session?: { readonly accessToken: string; readonly refreshToken: string | undefined } | undefined
  /** The last session that was logged out. */
  ended?: { readonly accessToken: string; readonly refreshToken: string | undefined }
  endsNothing?: boolean
  challenge?: { readonly mfaToken: string; readonly userId: string; readonly methods: readonly string[] }
}

/** What a probe sends beside its method and path. */
export interface Sent {
  /** A value to send as JSON, or a text to send as it is. */
  readonly body?: Readonly<Record<string, unknown>> | string
  readonly bearer?: string
}

/** One request to the portal, and what its answer teaches. */
export interface Probe {
  readonly method: 'GET' | 'POST'
  readonly path: string
  /** What is sent and why, in one line. */
  readonly purpose: string
  /** What to send, or in words why it cannot be sent. */
  request(memory: Memory): Sent | string
  learn(answer: JsonAnswer, memory: Memory): readonly Finding[]
}

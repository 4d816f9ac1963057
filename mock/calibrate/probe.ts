import type { PortalPolicy } from '../policy/portal-policy.ts'

/** An option of the policy by its path, such as `flow.endsOn`. */
export type OptionName = {
  [Area in keyof PortalPolicy]: `${Area}.${keyof PortalPolicy[Area] & string}`
}[keyof PortalPolicy]

/** A JSON answer, or a 204 or 429, whose body does not matter. */
export interface JsonAnswer {
  readonly status: number
  readonly body: unknown
  readonly headers: Headers
}

/** A finding in an answer: the value of an option, or a note on what the policy cannot hold. */
export type Finding = { readonly option: OptionName; readonly value: unknown } | { readonly note: string }

/** The test account. */
export interface Account {
  readonly email: string
  readonly password: string
  readonly tenantId?: string | undefined
}

/** Results of earlier answers that later requests use. */
export interface Memory {
  unknownFlow?: { readonly token: string; readonly tenantId: string | undefined }
  flow?: { readonly token: string; readonly mustChoose: boolean; readonly tenantId: string | undefined } | undefined
  /** Whether the portal accepted the account's password. Until then nothing else is sent for the account. */
  isPasswordRight?: boolean
  /** Whether a wrong password was sent for {@link Memory.flow}. */
  isFlowTried?: boolean
  /** The present session. */
  session?: { readonly accessToken: string; readonly refreshToken: string | undefined } | undefined
  /** The last session that was ended. */
  ended?: { readonly accessToken: string; readonly refreshToken: string | undefined }
  endsNothing?: boolean
  challenge?: { readonly mfaToken: string; readonly userId: string; readonly methods: readonly string[] }
}

/** The content of a probe's request. */
export interface Sent {
  /** An object to send as JSON, or a text. */
  readonly body?: Readonly<Record<string, unknown>> | string
  readonly bearer?: string
}

/** One request to the portal, and how to read its answer. */
export interface Probe {
  readonly method: 'GET' | 'POST'
  readonly path: string
  /** The content and the purpose, in one line. */
  readonly purpose: string
  /** The content to send, or the reason why it cannot be sent. */
  request(memory: Memory): Sent | string
  learn(answer: JsonAnswer, memory: Memory): readonly Finding[]
}

/** A user of the mock, with the secrets to sign in as them. */
export interface MockUser {
  readonly email: string
  readonly password: string
  readonly mfa: readonly string[]
  readonly tenants: readonly { readonly name: string }[]
  readonly status: string
  readonly backupCodes?: readonly string[]
}

/** The mock's control API. */
export interface MockControls {
  users(): Promise<readonly MockUser[]>
  /** The code that an authenticator shows now. */
  totp(email: string): Promise<string>
  /** The last code sent by e-mail; undefined before the first one. */
  emailedCode(email: string): Promise<string | undefined>
  advanceClock(ms: number): Promise<void>
  /** Plans what happens to the next request of an operation. */
  planFault(fault: object): Promise<void>
  reset(): Promise<void>
}

type Fetch = (path: string, init?: RequestInit) => Promise<Response>

/** The control API of a portal; undefined for a real portal, which has no such API. */
export async function findMockControls(
  fetch: Fetch,
  clock?: { advance(ms: number): void },
): Promise<MockControls | undefined> {
  async function ask<T>(path: string, body?: object): Promise<T> {
    const init = body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const response = await fetch(`/__mock__/${path}`, init)
    if (!response.ok) throw new Error(`/__mock__/${path} answers ${response.status}`)
    return response.json() as Promise<T>
  }

  const clockNow = await ask<{ readonly nowMs?: number }>('clock').catch(() => undefined)
  if (typeof clockNow?.nowMs !== 'number') return undefined
  return {
    users: () => ask('users'),
    totp: async (email) => (await ask<{ code: string }>(`totp?email=${encodeURIComponent(email)}`)).code,
    async emailedCode(email) {
      const mails = await ask<readonly { code: string }[]>(`outbox?email=${encodeURIComponent(email)}`)
      return mails.at(-1)?.code
    },
    async advanceClock(ms) {
      if (clock) clock.advance(ms)
      else await ask('clock', { advanceMs: ms })
    },
    planFault: (fault) => ask('faults', fault),
    reset: () => ask('reset', {}),
  }
}

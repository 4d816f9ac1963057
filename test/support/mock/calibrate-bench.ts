import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { calibrate } from '../../../mock/calibrate/calibrate.ts'
import { createPortalMock, type PortalMock, type PortalPolicyOptions } from '../../../mock/index.ts'

export const host = 'portal.example'
export const target = ['--base-url', `https://${host}`, '--confirm-target', host]
export const plain = { email: 'plain@acme.example', password: 'plain-password-1' }
export const all = { email: 'all@acme.example', password: 'all-password-1' }

export type Send = (request: Request) => Promise<Response>
export type Account = Readonly<{ email: string; password: string }>

/** A request, its response and its time on the given clock. */
interface Exchange {
  readonly path: string
  readonly body: string
  readonly atMs: number
  answer: string
}

export function scratchFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'calibrate-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'policy.json')
}

/** Runs the command on its own clock and records requests and responses. */
export async function run(send: Send, args: readonly string[], account?: Account, out: string = scratchFile()) {
  const exchanges: Exchange[] = []
  let printed = ''
  let nowMs = 0
  const code = await calibrate(
    [...args, '--out', out, ...(account === undefined ? [] : ['--account', account.email])],
    {
      env: { SCAIKEY_PASSWORD: account?.password },
      clock: {
        now: () => nowMs,
        async sleep(ms) {
          nowMs += ms
        },
      },
      async fetch(request) {
        const exchange: Exchange = {
          path: new URL(request.url).pathname,
          body: await request.clone().text(),
          atMs: nowMs,
          answer: '',
        }
        exchanges.push(exchange)
        const response = await send(request)
        exchange.answer = `${response.status} ${await response.clone().text()}`
        return response
      },
      print: (text) => {
        printed += `${text}\n`
      },
    },
  )
  const policy: PortalPolicyOptions = existsSync(out) ? JSON.parse(readFileSync(out, 'utf8')) : {}
  return { code, exchanges, printed, policy, out }
}

export const portalWith = (policy: PortalPolicyOptions = {}): PortalMock =>
  createPortalMock({ seed: 5, policy, clock: { now: () => 1e12 } })

export const everyCharge = [...target, '--charges', '3']

/** A portal whose policy differs from the defaults in nearly every option. */
export const unlikeDefaults: PortalPolicyOptions = {
  identify: { unknownEmail: 'no_tenants', tenantNaming: 'tenant_id' },
  flow: { endsOn: 'attempt' },
  login: { mfaUsers: 'skip_mfa' },
  mfa: { statusWord: 'SECOND_FACTOR', httpStatus: 403 },
  access: { lifetimeSeconds: 900, issuer: 'https://id.example', audience: 'shop', checksRevocation: false },
  refresh: { rotates: false },
  logout: { withoutToken: 'refuse' },
  answers: { emptyFields: 'left_out', logout: { ok: true } },
  refusals: {
    invalidCredentials: { status: 400, detail: { code: 'bad_credentials', message: 'No' } },
    foreignTenant: { status: 404, detail: 'No such tenant' },
    flowTokenInvalid: { status: 410, detail: 'Gone' },
    tenantRequired: { status: 409, detail: '', body: { error: 'tenant', choose: ['a', 'b'] } },
    mfaRequired: { status: 401, detail: 'Use the flow' },
    mfaTokenInvalid: { status: 410, detail: 'Too late' },
    mfaCodeRejected: { status: 400, detail: 'Wrong code' },
    mfaMethodUnavailable: { status: 409, detail: 'No such factor' },
    refreshRefused: { status: 400, detail: '', body: { error: 'invalid_grant', error_description: 'gone' } },
    notAuthenticated: { status: 403, detail: 'Not authenticated', headers: { 'www-authenticate': 'Bearer' } },
    accessTokenInvalid: { status: 403, detail: 'Could not validate credentials' },
  },
}
/** The options that only an account with a refused one-step login can show. */
export const refusing: PortalPolicyOptions = { ...unlikeDefaults, login: { mfaUsers: 'refuse' } }

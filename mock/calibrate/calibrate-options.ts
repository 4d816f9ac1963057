import { parseArgs } from 'node:util'
import { trimSlashes } from '../base/trim-slashes.ts'
import type { Account } from './probe.ts'
import { maxCharges } from './probes.ts'

/** The variable with the password. An argument would show in the process list and in the shell's history. */
export const passwordVariable = 'SCAIKEY_PASSWORD'

/** The options of `calibrate`. */
export interface CalibrateOptions {
  /** Without a trailing slash. */
  readonly baseUrl: string
  readonly account: Account | undefined
  readonly charges: number
  readonly perSecond: number
  readonly out: string
  readonly isDryRun: boolean
}

/** Reads the arguments and the environment. Throws a `TypeError` that says what is wrong and how to fix it. */
export function readCalibrateOptions(args: readonly string[], env: NodeJS.ProcessEnv): CalibrateOptions | 'help' {
  const given = parsed(args)
  if (given.help) return 'help'
  const url = targetOf(given['base-url'])
  const isDryRun = given['dry-run']
  const account = given.account === undefined ? undefined : accountOf(given.account, given.tenant, env, isDryRun)
  if (given['confirm-target'] !== url.host && !isDryRun) {
    throw new TypeError(
      `--confirm-target must be ${url.host}, if you may send requests there; --dry-run lists them without sending`,
    )
  }
  if (account && url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new TypeError('--base-url must be https to send a password, except on this machine')
  }
  return {
    baseUrl: trimSlashes(url.href),
    account,
    charges: numberIn(
      'charges',
      given.charges,
      (n) => Number.isInteger(n) && n <= maxCharges,
      `a whole number from 0 to ${maxCharges}`,
    ),
    perSecond: numberIn('rate', given.rate, (n) => n > 0 && n <= 10, 'requests per second, above 0 and at most 10'),
    out: given.out,
    isDryRun,
  }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        'base-url': { type: 'string' },
        'confirm-target': { type: 'string' },
        account: { type: 'string' },
        tenant: { type: 'string' },
        charges: { type: 'string', default: '1' },
        rate: { type: 'string', default: '1' },
        out: { type: 'string', default: 'portal-policy.json' },
        'dry-run': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values
  } catch (error) {
    throw new TypeError(error instanceof Error ? error.message : String(error))
  }
}

function targetOf(given: string | undefined): URL {
  if (given === undefined)
    throw new TypeError('--base-url is missing; expected the portal, such as https://portal.example.com')
  const url = URL.canParse(given) ? new URL(given) : undefined
  const more = url && `${url.search}${url.hash}${url.username}${url.password}`
  if (url === undefined || !/^https?:$/.test(url.protocol) || more !== '')
    throw new TypeError('--base-url must be an http(s) URL without user, query and fragment')
  return url
}

function accountOf(email: string, tenantId: string | undefined, env: NodeJS.ProcessEnv, isDryRun: boolean): Account {
  const password = env[passwordVariable] ?? ''
  if (password === '' && !isDryRun) {
    throw new TypeError(`--account needs its password in the environment variable ${passwordVariable}`)
  }
  return { email, password, tenantId }
}

const isLoopback = (host: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(host)

function numberIn(name: string, text: string, accepts: (number: number) => boolean, expected: string): number {
  const number = Number(text)
  if (/^\d+(\.\d+)?$/.test(text) && accepts(number)) return number
  throw new TypeError(`--${name} must be ${expected}; got "${text}"`)
}

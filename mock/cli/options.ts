import { parseArgs } from 'node:util'
import { longestDelayMs } from '../base/timer.ts'
import { defaultSeed } from '../portal/portal-options.ts'
import type { PortalServerOptions } from '../server/server.ts'
import { readPolicyFile, readSnapshotFile } from './read-options-file.ts'

/** The options of the command line. */
export interface CliOptions {
  readonly help: boolean
  /** Whether the start prints no users. */
  readonly quiet: boolean | undefined
  /** The form in which each request is printed, if it is. */
  readonly log: 'json' | undefined
  readonly server: PortalServerOptions & { host: string; port: number }
}

/** Reads the command line. Throws a `TypeError` that names the wrong argument. */
export function readCliOptions(args: readonly string[]): CliOptions {
  const { port, host, seed, snapshot, policy, latency, help, quiet, log, ...more } = parsed(args)
  const { 'allow-host': allowHosts, 'self-check': selfCheck } = more
  if (log !== undefined && log !== 'json') throw new TypeError(`--log must be json; got "${log}"`)
  return {
    help,
    quiet,
    log,
    server: {
      port: wholeNumber('port', port, 65_535),
      host,
      allowHosts,
      seed: wholeNumber('seed', seed, Number.MAX_SAFE_INTEGER),
      latencyMs: wholeNumber('latency', latency, longestDelayMs),
      snapshot: snapshot === undefined ? undefined : readSnapshotFile(snapshot),
      policy: policy === undefined ? undefined : readPolicyFile(policy),
      selfCheck,
    },
  }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: withNegativeNumbers(args),
      options: {
        port: { type: 'string', default: '0' },
        host: { type: 'string', default: '127.0.0.1' },
        'allow-host': { type: 'string', multiple: true },
        seed: { type: 'string', default: String(defaultSeed) },
        snapshot: { type: 'string' },
        policy: { type: 'string' },
        latency: { type: 'string', default: '0' },
        'self-check': { type: 'boolean', default: false },
        log: { type: 'string' },
        quiet: { type: 'boolean' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values
  } catch (error) {
    throw new TypeError(error instanceof Error ? error.message : String(error))
  }
}

/** Turns `--seed -1` into `--seed=-1`, so that the error is about the number. */
function withNegativeNumbers(args: readonly string[]): string[] {
  const joined: string[] = []
  for (const arg of args) {
    const last = joined.at(-1) ?? ''
    if (/^-\d/.test(arg) && /^--[a-z-]+$/.test(last)) joined[joined.length - 1] = `${last}=${arg}`
    else joined.push(arg)
  }
  return joined
}

function wholeNumber(name: string, value: string, most: number): number {
  const number = Number(value)
  if (/^\d+$/.test(value) && number <= most) return number
  throw new TypeError(`--${name} must be a whole number from 0 to ${most}; got "${value}"`)
}

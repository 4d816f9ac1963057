#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { longestDelayMs } from './base/timer.ts'
import { helpText } from './cli-help.ts'
import { defaultSeed } from './portal-options.ts'
import { readPolicyFile, readSnapshotFile } from './read-options-file.ts'
import { type PortalServer, type PortalServerOptions, startPortalServer } from './server.ts'

type CliOptions = PortalServerOptions & { host: string; port: number; help: boolean }

/** A mistake in the command line, with what to say about it. */
class UsageError extends Error {}

function readOptions(args: string[]): CliOptions {
  const { port, host, seed, snapshot, policy, latency, help, 'self-check': selfCheck } = parsed(args)
  return {
    port: wholeNumber('port', port, 65_535),
    host,
    seed: wholeNumber('seed', seed, Number.MAX_SAFE_INTEGER),
    latencyMs: wholeNumber('latency', latency, longestDelayMs),
    snapshot: snapshot === undefined ? undefined : readSnapshotFile(snapshot),
    policy: policy === undefined ? undefined : readPolicyFile(policy),
    selfCheck,
    help,
  }
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: 'string', default: '0' },
        host: { type: 'string', default: '127.0.0.1' },
        seed: { type: 'string', default: String(defaultSeed) },
        snapshot: { type: 'string' },
        policy: { type: 'string' },
        latency: { type: 'string', default: '0' },
        'self-check': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function wholeNumber(name: string, value: string, most: number): number {
  const number = Number(value)
  if (/^\d+$/.test(value) && number <= most) return number
  throw new UsageError(`--${name} is "${value}"; allowed: a whole number from 0 to ${most}`)
}

function listenProblem(error: unknown, { host, port }: CliOptions): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE')
    return `port ${port} on ${host} is in use; stop what uses it, or take --port 0 for any free one`
  if (code === 'EACCES') return `port ${port} on ${host} may not be used; take one above 1023`
  return `cannot listen on ${host}:${port}: ${error instanceof Error ? error.message : String(error)}`
}

function stopOnSignal(server: PortalServer): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void server.close().then(() => process.exit(0)))
  }
}

async function main(args: string[]): Promise<number | undefined> {
  let options: CliOptions
  try {
    options = readOptions(args)
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof TypeError)) throw error
    console.error(`scaikey-portal-mock: ${error.message}\nTry --help.`)
    return 2
  }
  if (options.help) {
    console.log(helpText())
    return 0
  }
  try {
    const server = await startPortalServer(options)
    stopOnSignal(server)
    console.log(`listening on ${server.url}`)
    return undefined
  } catch (error) {
    if (error instanceof TypeError) {
      console.error(`scaikey-portal-mock: ${error.message}\nTry --help.`)
      return 2
    }
    console.error(`scaikey-portal-mock: ${listenProblem(error, options)}`)
    return 1
  }
}

const exitCode = await main(process.argv.slice(2))
if (exitCode !== undefined) process.exitCode = exitCode

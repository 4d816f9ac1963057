#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { DEFAULT_SEED } from './portal.ts'
import { seedUsers } from './seed-users.ts'
import { type PortalServer, startPortalServer } from './server.ts'

type CliOptions = { port: number; host: string; seed: number; help: boolean }

/** A mistake in the command line, with what to say about it. */
class UsageError extends Error {}

function helpText(): string {
  const width = (column: 'email' | 'password'): number => Math.max(...seedUsers.map((user) => user[column].length))
  const users = seedUsers.map(
    ({ email, password, tenants, mfa, path }) =>
      `  ${email.padEnd(width('email'))}  ${password.padEnd(width('password'))}  ${path}\n` +
      `  ${' '.repeat(width('email') + width('password') + 2)}  tenants: ${tenants.join(', ')}; MFA: ${mfa.join(', ') || 'none'}`,
  )
  return `scaikey-portal-mock: an in-memory ScaiKey portal login over HTTP, for tests and development

Usage: scaikey-portal-mock [--port 4010] [--host 127.0.0.1] [--seed ${DEFAULT_SEED}]

  --port NUMBER  where to listen; 0, the default: any free port
  --host NAME    which interface; default 127.0.0.1: this machine only
  --seed NUMBER  decides every id, token and code; default ${DEFAULT_SEED}
  --help         this text

Control API, JSON: GET /__mock__/users, /__mock__/outbox, /__mock__/totp?email=, /__mock__/requests;
GET|POST /__mock__/clock {"advanceMs"}; GET|POST|DELETE /__mock__/faults; POST /__mock__/reset; GET|PUT /__mock__/snapshot

Users (e-mail, password, the path they are for):
${users.join('\n')}`
}

function readOptions(args: string[]): CliOptions {
  const { port, host, seed, help } = parsed(args)
  return {
    port: wholeNumber('port', port, 65_535),
    host,
    seed: wholeNumber('seed', seed, Number.MAX_SAFE_INTEGER),
    help,
  }
}

function parsed(args: string[]): { port: string; host: string; seed: string; help: boolean } {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: 'string', default: '0' },
        host: { type: 'string', default: '127.0.0.1' },
        seed: { type: 'string', default: String(DEFAULT_SEED) },
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
    if (!(error instanceof UsageError)) throw error
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
    console.error(`scaikey-portal-mock: ${listenProblem(error, options)}`)
    return 1
  }
}

const exitCode = await main(process.argv.slice(2))
if (exitCode !== undefined) process.exitCode = exitCode

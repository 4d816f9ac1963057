#!/usr/bin/env node
import { join } from 'node:path'
import { createClock } from '../base/clock.ts'
import { calibrate } from '../calibrate/calibrate.ts'
import { type LogRequest, type PortalServer, startPortalServer } from '../server/server.ts'
import { helpText } from './help.ts'
import { init } from './init.ts'
import { type CliOptions, readCliOptions } from './options.ts'
import { hostWarning, startText } from './start-text.ts'

function listenProblem(error: unknown, { host, port }: CliOptions['server']): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE')
    return `port ${port} on ${host} is in use; stop the program that uses it, or use --port 0 for any free port`
  if (code === 'EACCES') return `port ${port} on ${host} is not permitted; use a port above 1023`
  return `cannot listen on ${host}:${port}: ${error instanceof Error ? error.message : String(error)}`
}

function stopOnSignal(server: PortalServer): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void server.close().then(() => process.exit(0)))
  }
}

function fail(problem: string, exitCode: number): number {
  console.error(`scaikey-portal-mock: ${problem}`)
  return exitCode
}

function runCalibrate(args: readonly string[]): Promise<number> {
  return calibrate(args, {
    env: process.env,
    clock: createClock(),
    fetch: (request) => fetch(request, { signal: AbortSignal.timeout(10_000) }),
    print: (text) => console.log(text),
  })
}

function runInit(args: readonly string[]): number {
  const cwd = process.cwd()
  return init(args, {
    cwd,
    // The MSW that startPortalWorker loads is that of this package; npx without an installation is beside no MSW.
    from: [import.meta.filename, join(cwd, 'package.json')],
    print: (text) => console.log(text),
    printProblem: (text) => fail(text, 1),
  })
}

async function main(args: readonly string[]): Promise<number | undefined> {
  let options: CliOptions | undefined
  try {
    if (args[0] === 'calibrate') return await runCalibrate(args.slice(1))
    if (args[0] === 'init') return runInit(args.slice(1))
    options = readCliOptions(args)
    if (options.help) {
      console.log(helpText())
      return 0
    }
    const log: LogRequest | undefined =
      options.log === 'json' ? (request) => console.log(JSON.stringify(request)) : undefined
    const server = await startPortalServer({ ...options.server, log })
    stopOnSignal(server)
    const warning = hostWarning(options.server)
    if (warning !== undefined) console.error(`scaikey-portal-mock: warning: ${warning}`)
    // One write, for a reader that stops after the first line.
    console.log(startText(server, options.quiet))
    return undefined
  } catch (error) {
    // A wrong argument, or a wrong option in a file.
    if (error instanceof TypeError) return fail(`${error.message}\nTry --help.`, 2)
    if (options === undefined) throw error
    return fail(listenProblem(error, options.server), 1)
  }
}

const exitCode = await main(process.argv.slice(2))
if (exitCode !== undefined) process.exitCode = exitCode

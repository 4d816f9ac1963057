import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A server in a process of its own. */
export interface Server {
  readonly port: number
  readonly readyMs: number
  /** The CPU time of the process so far, on Linux only. Unlike elapsed time, it does not grow on a busy machine. */
  processorMs(): number
  stop(): Promise<void>
}

/** Starts a Node server and waits for the line that reports it is ready. */
export async function startServer(...args: string[]): Promise<Server> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  endWithBench(child)
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${args.join(' ')} ended with ${code}`)))
    child.stdout.on('data', (chunk) => {
      const found = /listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(String(chunk))?.[1]
      if (found !== undefined) resolve(Number(found))
    })
  })
  return {
    port,
    readyMs: performance.now() - startedAt,
    processorMs: () => processorMs(child),
    stop: () => stop(child),
  }
}

/** Stops the servers however the bench ends, also when its output pipe is closed. */
function endWithBench(child: ChildProcess): void {
  const kill = (): void => void child.kill('SIGKILL')
  process.once('exit', kill)
  child.once('exit', () => process.off('exit', kill))
}

function processorMs({ pid }: ChildProcess): number {
  if (process.platform !== 'linux') return Number.NaN
  // proc(5): after the name in brackets, user and system time are the twelfth and thirteenth, in hundredths of a second.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await ended
}

const prismVersion = '5.16.0'

/** Installs Prism in a temporary folder, because it is not a dependency. Rejects if the registry is not reachable. */
export async function startPrism(contract: string): Promise<Server & { version: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-prism-'))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  process.once('exit', remove)
  try {
    const flags = ['--prefix', folder, '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error']
    execFileSync('npm', ['install', ...flags, `@stoplight/prism-cli@${prismVersion}`], { stdio: 'inherit' })
    const port = await freePort()
    const startedAt = performance.now()
    // Logging a line per request would distort the measurement.
    const args = ['mock', '--port', String(port), '--verboseLevel', 'silent', contract]
    const child = spawn(process.execPath, [join(folder, 'node_modules/.bin/prism'), ...args], { stdio: 'ignore' })
    endWithBench(child)
    const untilMs = startedAt + 30_000
    while (!(await isReachable(port))) {
      if (performance.now() > untilMs) throw new Error('Prism did not start within 30 s')
      await sleep(20)
    }
    const readyMs = performance.now() - startedAt
    return {
      version: prismVersion,
      port,
      readyMs,
      processorMs: () => processorMs(child),
      stop: () => stop(child),
    }
  } catch (error) {
    remove()
    throw error
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

function isReachable(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true))
    socket.once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}

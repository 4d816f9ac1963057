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
  /** How long processors have worked for it, where Linux tells: a busy machine does not make it longer as it does a wait. */
  processorMs(): number
  stop(): Promise<void>
}

/** Starts a server of Node and waits for the line that says it is ready. */
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

/** However the bench ends, by a reader that closes its pipe too. */
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

/** Prism in a folder that is removed again, because it is not a dependency. Rejects when the registry cannot be reached. */
export async function startPrism(contract: string): Promise<Server & { version: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-prism-'))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  process.once('exit', remove)
  try {
    const flags = ['--prefix', folder, '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error']
    execFileSync('npm', ['install', ...flags, `@stoplight/prism-cli@${prismVersion}`], { stdio: 'inherit' })
    const port = await freePort()
    const startedAt = performance.now()
    // A line for each request would be part of what is measured.
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

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Check, Problems } from './check.ts'
import type { InstalledPackage } from './install.ts'
import { runCommand } from './run-command.ts'

const name = 'scaikey-portal-mock'

/** The command that the package installs helps, copies, serves, and stops when told to. */
export function checkBin({ project }: InstalledPackage): Check[] {
  const bin = join(project, 'node_modules', '.bin', name)
  return [
    {
      name: `bin: ${name} --help`,
      async run() {
        const { failed, output } = await runCommand(bin, ['--help'], project)
        return !failed && output.includes(`Usage: ${name}`) ? [] : [output]
      },
    },
    {
      name: `bin: ${name} init puts the worker script of msw in place`,
      async run() {
        const { failed, output } = await runCommand(bin, ['init', 'public'], project)
        return !failed && existsSync(join(project, 'public/mockServiceWorker.js')) ? [] : [output]
      },
    },
    {
      name: `bin: ${name} serves on a free port and stops on SIGTERM`,
      async run() {
        const child = spawn(bin, ['--port', '0'], {
          cwd: project,
          stdio: ['ignore', 'pipe', 'inherit'],
          timeout: 20_000,
        })
        try {
          return await serveOnce(child)
        } finally {
          child.kill('SIGKILL')
        }
      },
    },
  ]
}

async function serveOnce(child: ChildProcess): Promise<Problems> {
  const signal = AbortSignal.timeout(10_000)
  const url = await listeningUrl(child)
  if (url === undefined) return ['it ended without a line "listening on http://…"']

  const response = await fetch(`${url}/api/v1/auth/identify`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'nobody@example.com' }),
    signal,
  })
  const body: unknown = await response.json()
  const identified = typeof body === 'object' && body !== null && 'flow_token' in body
  const ended = once(child, 'exit', { signal })
  child.kill('SIGTERM')
  const [code]: unknown[] = await ended
  return [
    ...(response.status === 200 && identified ? [] : [`identify answered ${response.status} ${JSON.stringify(body)}`]),
    ...(code === 0 ? [] : [`SIGTERM ended it with exit code ${String(code)}`]),
  ]
}

async function listeningUrl({ stdout }: ChildProcess): Promise<string | undefined> {
  let said = ''
  for await (const chunk of stdout ?? []) {
    said += String(chunk)
    const url = /^listening on (http:\/\/\S+)$/m.exec(said)?.[1]
    if (url !== undefined) return url
  }
  return undefined
}

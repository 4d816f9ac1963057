import { execFile } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { runInNewContext } from 'node:vm'
import { expect, onTestFinished, test } from 'vitest'
import { curlScript } from '../../../mock/console/curl.ts'

/** Texts that run a command, or stand for something else, where they are not quoted. */
const hostile = (marker: string): readonly string[] => [
  `x; touch ${marker} | touch ${marker} > ${marker} \`touch ${marker}\` $(touch ${marker}) #`,
  `'; touch ${marker}; '`,
  `"; touch ${marker}; "`,
  `'"'"'"$(touch ${marker})"'"'"'`,
  `\\'; touch ${marker}; \\'`,
  `a\ntouch ${marker}\n`,
  '$code $flow $mfa $HOME ~ * !! "$code" \\"$flow\\"',
  '$&$1$$ -o x --data @/etc/passwd [1-9]{a,b}',
]

/** A folder with a `curl` that notes its arguments and answers with the tokens and codes that a login asks for. */
function createShell() {
  const folder = mkdtempSync(join(tmpdir(), 'lines-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const [calls, marker, curl] = [join(folder, 'calls'), join(folder, 'marker'), join(folder, 'curl')]
  const answer = '{"flow_token":"the-flow","mfa_token":"the-mfa","code":"123456"}'
  // Each argument ends in NUL, each call in one more.
  writeFileSync(curl, `#!/bin/sh\nprintf '%s\\0' "$@" '' >>'${calls}'\nprintf %s '${answer}'\n`)
  chmodSync(curl, 0o755)
  return {
    marker,
    /** Runs lines in `sh`, and returns the arguments of each call of `curl`. */
    async run(lines: string): Promise<string[][]> {
      writeFileSync(calls, '')
      const env = { ...process.env, PATH: `${folder}:${process.env['PATH']}` }
      const { stderr } = await promisify(execFile)('sh', ['-ec', lines], { cwd: folder, env })
      expect(stderr).toBe('')
      expect(existsSync(marker)).toBe(false)
      const noted = readFileSync(calls, 'utf8').split('\0\0').slice(0, -1)
      return noted.map((args) => args.split('\0'))
    },
  }
}

const page = { location: { origin: 'http://localhost:1' }, base: "/it's/$(touch x)/" }
const linesOf = (call: string): string => String(runInNewContext(`${curlScript};${call}`, { ...page }))
const bodyOf = (args: readonly string[] = []): unknown => JSON.parse(args[args.indexOf('-d') + 1] ?? '')
const addressOf = (args: readonly string[] = []): string => args.find((arg) => arg.startsWith('http')) ?? ''

test('shell: a value without quotes is noticed', { timeout: 60_000 }, async () => {
  const shell = createShell()
  await expect(shell.run(`curl x; touch ${shell.marker}`)).rejects.toThrow('expected true to be false')
})

test.each(['none', 'totp', 'email', 'backup_code'])(
  'shell: the lines that log in with %s',
  { timeout: 60_000 },
  async (method) => {
    const shell = createShell()
    for (const value of hostile(shell.marker)) {
      const user = {
        id: value,
        email: value,
        password: value,
        tenants: [{ id: value, slug: value, name: value }],
        mfa: method === 'none' ? [] : [method],
        backupCodes: [value],
      }
      const calls = await shell.run(linesOf(`loginLines(${JSON.stringify(user)})`))
      const base = `http://localhost:1${page.base}`
      for (const args of calls) expect([args[0], addressOf(args).startsWith(base)]).toEqual(['-sg', true])
      if (method === 'none') {
        expect(bodyOf(calls[0])).toEqual({ email: value, password: value, tenant_id: value })
        expect(calls).toHaveLength(1)
        continue
      }
      expect(bodyOf(calls[0])).toEqual({ email: value })
      expect(bodyOf(calls[1])).toEqual({ flow_token: 'the-flow', password: value, tenant_id: value })
      const code = method === 'backup_code' ? value : '123456'
      expect(bodyOf(calls.at(-1))).toEqual({ mfa_token: 'the-mfa', user_id: value, method, code })
      const between = calls.slice(2, -1).map(addressOf)
      const quoted = encodeURIComponent(value)
      const send = `${base}api/v1/auth/tenants/${quoted}/mfa/email/send?user_id=${quoted}&mfa_token=the-mfa`
      expect(between).toEqual(
        {
          totp: [`${base}__mock__/totp?email=${quoted}`],
          email: [send, `${base}__mock__/outbox?email=${quoted}`],
          backup_code: [],
        }[method],
      )
    }
  },
)

test.each(['GET', 'HEAD', 'POST'])('shell: a request of the journal with %s', { timeout: 60_000 }, async (method) => {
  const shell = createShell()
  for (const value of hostile(shell.marker)) {
    const request = { method, path: `/${value}`, body: method === 'POST' ? { [value]: value } : null }
    const [args = []] = await shell.run(linesOf(`requestLine(${JSON.stringify(request)})`))
    expect(addressOf(args)).toBe(`http://localhost:1${page.base}${value}`)
    if (method === 'POST') expect(bodyOf(args)).toEqual({ [value]: value })
  }
})

test('shell: a request whose method is hostile', { timeout: 60_000 }, async () => {
  const shell = createShell()
  for (const method of hostile(shell.marker)) {
    const [args = []] = await shell.run(linesOf(`requestLine(${JSON.stringify({ method, path: '/', body: null })})`))
    expect(args.slice(0, 3)).toEqual(['-sg', '-X', method])
  }
})

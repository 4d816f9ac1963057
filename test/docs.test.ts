import { execFile } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { inspect, promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { seedUsers } from '../mock/accounts/seed-users.ts'
import { helpText } from '../mock/cli/help.ts'
import controlContract from '../mock/control.openapi.json' with { type: 'json' }
import { policyOptions } from '../mock/policy/defaults.ts'
import { type PortalServer, startPortalServer } from '../mock/server/server.ts'
import manifest from '../package.json' with { type: 'json' }
import {
  createLoginFlow,
  isPortalAuthError,
  type LoginFlowError,
  type LoginFlowSnapshot,
  type PortalAuth,
  PortalAuthError,
  type PortalAuthErrorCode,
  type SignedInSession,
} from '../src/index.ts'
import { bundleFence } from './support/docs/bundle-fence.ts'
import { findProblems, runFence } from './support/docs/compile.ts'
import { propertiesOf, wordsOf } from './support/docs/declared.ts'
import {
  anchorsOf,
  type Fence,
  fencesOf,
  pages,
  pathOf,
  proseOf,
  readPage,
  root,
  tableOf,
} from './support/docs/markdown.ts'

const readme = readPage('README.md')
const clientPage = readPage('docs/client.md')
const loginPage = readPage('docs/login.md')
const sessionPage = readPage('docs/session.md')
const mockPage = readPage('docs/mock.md')
const fences = pages.flatMap(fencesOf)
const client = 'src/index.ts'
let server: PortalServer

beforeAll(async () => {
  server = await startPortalServer()
})
afterEach(() => server.portal.reset())
afterAll(() => server.close())

test('docs: every TypeScript fence compiles', { timeout: 180_000 }, () => {
  const compiled = fences.filter(({ language }) => language === 'ts' || language === 'tsx')
  expect(compiled.length).toBeGreaterThan(8)
  expect(findProblems(compiled)).toEqual([])
})

test('docs: no two fences are the same file', () => {
  const paths = fences.filter(({ file }) => file !== undefined).map(pathOf)
  expect(new Set(paths).size).toBe(paths.length)
})

test('docs: every fence says what language it is in', () => {
  const known = ['ts', 'tsx', 'typescript', 'sh', 'json', 'text', 'mermaid', 'yaml', 'svelte']
  const unnamed = fences.filter(({ language }) => !known.includes(language))
  expect(unnamed.map(({ path, start, language }) => `${path}:${start} '${language}'`)).toEqual([])
})

test('README: the login signs in every active seeded user', { timeout: 30_000 }, async () => {
  const { signIn } = (await runAgainstServer(fenceWith('export async function signIn'))) as Login
  const signInAs = async ({ email, password }: Credentials): Promise<unknown> => {
    let method = ''
    const codes: (string | undefined)[] = ['wrong']
    vi.stubGlobal('prompt', (question: string) => {
      const [, offered = ''] = /\? (.*)$/.exec(question) ?? []
      const choices = offered.split(', ')
      if (question.startsWith('Which tenant')) return choices[0]
      if (question.startsWith('Which code')) return codes.shift() ?? codeFor(email, method)
      method = choices.find((each) => each === 'email') ?? choices.at(-1) ?? ''
      return method
    })
    const session = await signIn(email, password).catch((error: unknown) =>
      isPortalAuthError(error) ? error.code : error,
    )
    return typeof session === 'string' ? session : (session as SignedInSession).user.email
  }
  for (const user of seedUsers) {
    expect(await signInAs(user)).toBe(user.status === 'ACTIVE' ? user.email : 'account_disabled')
  }
})

test('docs: the login as a store signs in every active seeded user, and explains why others cannot', {
  timeout: 30_000,
}, async () => {
  const { auth, submit, explain } = (await runAgainstServer(fenceWith('export async function submit'))) as LoginForm
  const flow = createLoginFlow(auth)
  const signInAs = async ({ email, password }: Credentials): Promise<unknown> => {
    flow.getSnapshot().restart()
    for (;;) {
      const login = flow.getSnapshot()
      if (login.error) return explain(login.error)
      if (login.step === 'done') {
        await auth.logout()
        return login.session.user.email
      }
      const form = new FormData()
      form.set('email', email)
      form.set('password', password)
      if (login.step === 'tenant') form.set('tenantId', login.tenants[0]?.id ?? '')
      if (login.step === 'mfa') {
        const method = login.methods[0] ?? ''
        if (method === 'email') await login.sendEmailCode()
        form.set('method', method)
        form.set('code', codeFor(email, method) ?? '')
      }
      await submit(login, form)
    }
  }
  for (const user of seedUsers) {
    expect(await signInAs(user)).toBe(user.status === 'ACTIVE' ? user.email : 'You cannot sign in here now.')
  }
  const plain = { email: 'plain@acme.example', password: 'no' }
  expect(await signInAs(plain)).toBe('The e-mail or the password is wrong.')
  expect(await signInAs({ ...plain, email: 'nobody' })).toMatch(/valid email/)
  for (let turn = 0; turn < 3; turn++) await signInAs(plain)
  expect(await signInAs(plain)).toMatch(/^(The e-mail or the password is wrong|Try again in \d+ seconds)\.$/)
  expect(await signInAs(plain)).toMatch(/^Try again in \d+ seconds\.$/)
  auth.dispose()
})

test.each([
  ['the portal without interception', 'fetch: portal.fetch'],
  ['the browser of several tabs', 'createFakeBrowser({'],
  ['the client of another API', 'createApiClient<paths>(auth)'],
])('docs: %s prints what the comments say', async (_, text) => {
  const fence = fenceWith(text)
  const log = vi.spyOn(console, 'log').mockReturnValue()
  await runFence(fence)
  const printed = log.mock.calls.map((values) => values.map((value) => inspect(value)).join(' '))
  log.mockRestore()
  const said = fence.lines.flatMap((line) => /\/\/ (.*)/.exec(line)?.[1] ?? [])
  expect(said.length).toBeGreaterThan(0)
  expect(printed).toEqual(said)
})

test('docs: the commands of a login by hand end with an access token', { timeout: 30_000 }, async () => {
  const { lines } = fenceWith('curl')
  const script = lines.join('\n').replaceAll('http://127.0.0.1:4010', server.url)
  const curl = `curl() { '${process.execPath}' '${join(root, 'test/support/docs/curl.ts')}' "$@"; }`
  const { stdout, stderr } = await promisify(execFile)('sh', ['-ec', `${curl}\n${script}`])
  expect(stderr).toBe('')
  const { access_token, user } = JSON.parse(stdout)
  expect(user).toMatchObject({ email: 'totp@acme.example' })
  const me = await fetch(`${server.url}/api/v1/me`, { headers: { authorization: `Bearer ${access_token}` } })
  expect(me.status).toBe(200)
  expect(script.match(/curl -s "\$portal\/api/g)).toHaveLength(3)
})

test('README: a production bundle of the page has no mock in it', async () => {
  const isMock = (path: string): boolean => /(^|\/)mock\/|node_modules\/msw\//.test(path)
  const main = fenceWith('startPortalWorker(createPortalMock())')
  expect((await bundleFence(main, 'development')).filter(isMock)).not.toEqual([])
  expect((await bundleFence(main, 'production')).filter(isMock)).toEqual([])
})

test('docs: the error codes are the client’s, and so is which can be retried', () => {
  const rows = tableOf(clientPage, 'code')
  expect(rows.map(([code]) => code).toSorted()).toEqual(wordsOf(client, 'PortalAuthErrorCode').toSorted())
  for (const [code = '', , retryable = ''] of rows) {
    const error = new PortalAuthError({ code: code as PortalAuthErrorCode, operation: 'login' })
    expect(retryable.startsWith(error.retryable ? 'yes' : 'no'), code).toBe(true)
  }
})

test('docs: the options are the client’s', () => {
  const documented = tableOf(clientPage, 'option').map(([option]) => option)
  expect(documented.toSorted()).toEqual(propertiesOf(client, 'PortalAuthOptions').toSorted())
})

test('docs: the events are the client’s', () => {
  const documented = tableOf(sessionPage, 'event').map(([event]) => event)
  expect(documented.toSorted()).toEqual(wordsOf(client, 'PortalAuthEvent', 'type').toSorted())
})

test('docs: the reasons are the session’s', () => {
  const documented = tableOf(sessionPage, 'reason').map(([reason]) => reason)
  expect(documented.toSorted()).toEqual(wordsOf(client, 'SignedOutReason').toSorted())
})

test('README: the steps are the login’s', () => {
  const documented = tableOf(readme, 'step').map(([step]) => step)
  expect(documented.toSorted()).toEqual(wordsOf(client, 'LoginFlowSnapshot', 'step').toSorted())
})

test('docs: the entries and the Node they need are the package’s', () => {
  const entries = tableOf(clientPage, 'entry').map(([entry = '']) => entry.replace(manifest.name, '.'))
  expect(entries).toEqual(Object.keys(manifest.exports).filter((entry) => entry !== './package.json'))
  expect(proseOf(readme)).toContain(`Node ${manifest.engines.node.replace('>=', '')} or later`)
})

test('README: the seeded users are the portal’s', () => {
  const users = seedUsers.map(({ email, password, tenants, mfa, path }) => [
    email,
    password,
    tenants.join(', '),
    mfa.join(', '),
    path,
  ])
  expect(tableOf(readme, 'e-mail')).toEqual(users)
})

test('docs: the policy is the portal’s', () => {
  const { refusals, ...areas } = initialPolicy()
  const documented = tableOf(mockPage, 'policy').map(([area, initial]) => [area, new Function(`return ${initial}`)()])
  expect(Object.fromEntries(documented)).toEqual(areas)
  const answers = tableOf(mockPage, 'refusal').map(([name, status, detail]) => [
    name,
    { status: Number(status), detail },
  ])
  expect(Object.fromEntries(answers)).toEqual(refusals)
})

test('docs: the control API is its contract’s, and so is each method', () => {
  const documented = tableOf(mockPage, 'path').map(([path, methods]) => [path, methods])
  const declared = Object.entries(controlContract.paths).map(([path, methods]) => [
    path,
    Object.keys(methods).join(', ').toUpperCase(),
  ])
  expect(documented).toEqual(declared)
})

test('docs: the arguments are the command’s, and the options the portal’s', () => {
  const listed = [...helpText().matchAll(/^ {2}(--[a-z-]+(?: [A-Z]+)?) {2,}/gm)].map(([, argument]) => argument)
  expect(tableOf(mockPage, 'argument').map(([argument]) => argument)).toEqual(listed)
  const documented = tableOf(mockPage, 'option').map(([option]) => option)
  expect(documented.toSorted()).toEqual(propertiesOf('mock/index.ts', 'PortalOptions').toSorted())
})

test('docs: every link leads to a file or a heading', () => {
  const broken = pages.flatMap((page) =>
    [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !/^https:/.test(target))
      .filter((target) => {
        const [file = '', anchor] = target.split('#')
        const path = file === '' ? page.path : join(dirname(page.path), file)
        if (!existsSync(join(root, path))) return true
        return anchor !== undefined && !anchorsOf(readPage(path)).includes(anchor)
      })
      .map((target) => `${page.path} -> ${target}`),
  )
  expect(broken).toEqual([])
})

test('docs: every path in backticks that begins with a folder of the repository exists', () => {
  const isMadeByRun = (path: string): boolean => path === 'test/browser/screenshots/'
  const isEntry = (path: string): boolean => Object.hasOwn(manifest.exports, `./${path}`)
  const missing = pages.flatMap((page) =>
    [...proseOf(page).matchAll(/`((?:src|mock|scripts|test|demo|docs)\/[^`\s]*)`/g)]
      .flatMap(([, path = '']) => withoutBraces(path))
      .filter((path) => !isMadeByRun(path) && !isEntry(path) && globSync(path, { cwd: root }).length === 0)
      .map((path) => `${page.path}: ${path}`),
  )
  expect(missing).toEqual([])
})

test('docs: what the pages of the package link to is in the package with them', () => {
  const packed = [...manifest.files, 'LICENSE', 'README.md']
  const isPacked = (path: string): boolean => packed.some((each) => path === each || path.startsWith(`${each}/`))
  const missing = pages
    .filter(({ path }) => isPacked(path))
    .flatMap((page) =>
      [...proseOf(page).matchAll(/\]\(([^)#\s]+)/g)]
        .map(([, target = '']) => target)
        .filter((target) => !/^https:/.test(target) && !isPacked(join(dirname(page.path), target)))
        .map((target) => `${page.path} -> ${target}`),
    )
  expect(missing).toEqual([])
})

test('docs: every command is one of the package’s', () => {
  const text = pages.map(({ lines }) => lines.join('\n')).join('\n')
  const named = (command: RegExp): string[] => [...text.matchAll(command)].map(([, name = '']) => name)
  const scripts = named(/npm (?:run |(?=test\b))([\w:-]+)/g)
  expect(scripts).toEqual(expect.arrayContaining(['demo', 'mock', 'codegen', 'check', 'test']))
  expect(scripts.filter((script) => !Object.hasOwn(manifest.scripts, script))).toEqual([])
  const programs = [...Object.keys(manifest.bin), 'msw', 'biome', 'vite', 'vitest', 'tsc']
  expect(named(/npx ([\w-]+)/g).filter((program) => !programs.includes(program))).toEqual([])
  expect(named(/node ([\w/.-]+\.ts)/g).filter((file) => !existsSync(join(root, file)))).toEqual([])
})

function fenceWith(text: string): Fence {
  const fence = [readme, clientPage, loginPage, mockPage]
    .flatMap(fencesOf)
    .find(({ lines }) => lines.some((line) => line.includes(text)))
  if (!fence) throw new Error(`no fence has '${text}'`)
  return fence
}

/** `src/{a,b}.ts` as `src/a.ts` and `src/b.ts`. */
function withoutBraces(path: string): readonly string[] {
  const [, before = '', choices, after = ''] = /^(.*?)\{([^{}]*)\}(.*)$/.exec(path) ?? []
  if (choices === undefined) return [path]
  return choices.split(',').flatMap((choice) => withoutBraces(`${before}${choice}${after}`))
}

type Credentials = Readonly<{ email: string; password: string }>

/** What the README's login exports. */
interface Login {
  signIn(email: string, password: string): Promise<SignedInSession>
}

/** What the login as a store exports. */
interface LoginForm {
  readonly auth: PortalAuth
  submit(login: LoginFlowSnapshot, form: FormData): Promise<void>
  explain(error: LoginFlowError): string
}

/** The code that a user would read from their phone, their mail or their list. */
function codeFor(email: string, method: string): string | undefined {
  const { portal } = server
  if (method === 'totp') return portal.totp(email)
  if (method === 'email') return portal.outbox.latest(email)?.code
  return portal.users.find(email)?.backupCodes?.[0]
}

function runAgainstServer(fence: Fence): Promise<object> {
  return runFence(fence, (code) => code.replace(/baseUrl: '[^']+'/, `baseUrl: '${server.url}'`))
}

function initialPolicy(): Record<string, unknown> {
  const areas: Record<string, Record<string, { readonly initial: unknown }>> = policyOptions
  return Object.fromEntries(
    Object.entries(areas).map(([area, options]) => [
      area,
      Object.fromEntries(Object.entries(options).map(([name, { initial }]) => [name, initial])),
    ]),
  )
}

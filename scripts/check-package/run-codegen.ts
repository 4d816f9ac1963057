import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { folderLayout } from '../codegen/load/config.ts'
import { peers } from '../codegen/load/peers.ts'
import { exitCodes } from '../openapi/failure.ts'
import type { Check, Problems } from './check.ts'
import { type InstalledPackage, installMore } from './install.ts'
import { type CommandResult, runCommand } from './run-command.ts'

const name = 'scaikey-portal-codegen'
const document = resolve(import.meta.dirname, '../../test/fixtures/scaikey.openapi.json')
const { changelog: _, ...written } = folderLayout

/** What a team writes over the generated files. */
const consumer = `
import { createApiClient, type PortalAuth } from 'scaikey-portal-auth'
import { createHttp } from './api/msw.js'
import { operations } from './api/operations.js'
import { UpdateProfileRequest } from './api/schemas.js'
import type { paths } from './api/types.js'

export const profile = (auth: PortalAuth) => createApiClient<paths>(auth).PATCH('/api/v1/me', { body: { display_name: 'Ada' } })
export const method: 'PATCH' = operations.patchMe.method
export const name: string | null | undefined = UpdateProfileRequest._zod.output.display_name
export const handlers = [
  createHttp().get('/api/v1/me', ({ response }) => response(200).json({ email: 'ada@example.com' })),
  // @ts-expect-error the contract documents no 418
  createHttp().get('/api/v1/me', ({ response }) => response(418).empty()),
  // @ts-expect-error the contract has no such path
  createHttp().get('/api/v1/you', () => undefined),
]
`

/** The command that the package installs generates code for another part of a backend, in a project of its own. */
export function checkCodegen(installed: InstalledPackage): Check[] {
  const { project } = installed
  const source = join(project, 'backend.json')
  const folder = join(project, 'src/api')
  const run = (...args: readonly string[]): Promise<CommandResult> =>
    runCommand(join(project, 'node_modules/.bin', name), args, project)
  const change = async (from: RegExp, to: string): Promise<void> => {
    const text = await readFile(document, 'utf8')
    if (!from.test(text)) throw new Error(`${document} has no ${from}`)
    await writeFile(source, text.replace(from, to))
  }
  return [
    {
      name: `bin: ${name} --help`,
      run: async () => expected(await run('--help'), exitCodes.same, `${name} [--source SOURCE]`),
    },
    {
      name: `bin: ${name} names the packages that are missing, and the command that installs them`,
      run: async () =>
        expected(
          await run('--out', folder),
          exitCodes.internal,
          'typescript is missing, yaml is missing; run npm install --save-dev @hey-api/openapi-ts@0.99 @redocly/',
        ),
    },
    {
      name: `bin: ${name} generates files for another tag; --check is green`,
      async run() {
        await installMore(installed, Object.keys(peers))
        await change(/^/, '')
        // Tools read the configuration of the project they run in; this one must not.
        await writeFile(join(project, 'openapi-ts.config.js'), 'throw new Error("not mine")')
        const made = await run('--source', 'backend.json', '--tag', 'Profile', '--out', 'src/api')
        return [
          ...expected(made, exitCodes.same, `codegen: wrote ${Object.values(written).join(', ')}`),
          ...expected(await run('--out', 'src/api', '--check'), exitCodes.same, 'codegen: up to date'),
        ]
      },
    },
    {
      name: `bin: what ${name} generates compiles as strictly as TypeScript can`,
      async run() {
        await mkdir(dirname(folder), { recursive: true })
        await writeFile(join(project, 'src/use.ts'), consumer)
        const flags = [
          '--strict',
          '--exactOptionalPropertyTypes',
          '--noUncheckedIndexedAccess',
          '--verbatimModuleSyntax',
        ]
        const module = ['--module', 'esnext', '--moduleResolution', 'bundler', '--target', 'es2022', '--skipLibCheck']
        const tsc = join(project, 'node_modules/.bin/tsc')
        const result = await runCommand(tsc, ['--noEmit', ...flags, ...module, 'src/use.ts'], project)
        return expected(result, 0, '')
      },
    },
    {
      name: `bin: ${name} --check is red after the document has changed`,
      async run() {
        await change(/"display_name": \{/, '"nick_name": { "type": "string" }, "display_name": {')
        const stale = `codegen: types.ts is stale or missing; run \`npx ${name}\``
        return expected(await run('--out', 'src/api', '--check'), exitCodes.drift, stale)
      },
    },
    {
      name: `bin: ${name} refuses a breaking change, and writes nothing`,
      async run() {
        const before = await readFile(join(folder, 'openapi.json'), 'utf8')
        await change(/"\/api\/v1\/me"/, '"/api/v2/me"')
        const problems = expected(await run('--out', 'src/api'), exitCodes.breaking, 'BREAKING')
        return (await readFile(join(folder, 'openapi.json'), 'utf8')) === before ? problems : [...problems, 'it wrote']
      },
    },
  ]
}

function expected({ code, output }: CommandResult, exitCode: number, text: string): Problems {
  return code === exitCode && output.includes(text) ? [] : [`exit code ${code}: ${output}`]
}

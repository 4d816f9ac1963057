import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../support/docs/markdown.ts'
import { findBrowser } from '../engines/find-browser.ts'
import { createRecipeProject, freePort, type RecipeProject, sourceAliases } from '../recipes/recipe-project.ts'
import { inChromium, type Scenario } from '../scenario.ts'

/** The app of the documentation, with the recipe's own files; only ports, commands and the browser are those of this machine. */
async function createApp(): Promise<RecipeProject> {
  const project = createRecipeProject()
  const [mock, app] = [await freePort(), await freePort()]
  const here = (text: string): string =>
    text
      .replaceAll('4010', String(mock))
      .replaceAll('5173', String(app))
      .replace('npx scaikey-portal-mock', `${process.execPath} ${join(root, 'mock/cli/cli.ts')}`)
      .replace('npx vite', 'npx vite --config here.vite.config.ts')
  project.writeFences(
    {
      'main.tsx': 'main.tsx',
      'app.tsx': 'app.tsx',
      'login.ts': 'login.ts',
      'vite.config.ts': 'vite.config.ts',
      'playwright.config.ts': 'playwright.config.ts',
      'login.spec.ts': 'login.spec.ts',
    },
    here,
  )
  project.write('index.html', '<!doctype html><div id="root"></div><script type="module" src="/main.tsx"></script>')
  project.write('empty.html', '<!doctype html>')
  project.write('kit.spec.ts', readFileSync(join(import.meta.dirname, '../recipes/kit.spec.ts'), 'utf8'))
  project.write(
    'here.vite.config.ts',
    `import { mergeConfig } from 'vite'
import config from './vite.config.ts'
const alias = ${JSON.stringify(sourceAliases)}.map(({ find, replacement }) => ({ find: new RegExp('^' + find + '$'), replacement }))
export default mergeConfig(config, { cacheDir: '.vite', resolve: { alias }, server: { fs: { strict: false } } })
`,
  )
  project.write(
    'here.config.ts',
    `import { defineConfig } from '@playwright/test'
import config from './playwright.config'
const launchOptions = { executablePath: ${JSON.stringify(findBrowser('chromium'))}, args: ['--no-sandbox'] }
export default defineConfig(config, { workers: 2, timeout: 120_000, expect: { timeout: 40_000 }, use: { launchOptions } })
`,
  )
  return project
}

interface Suite {
  readonly suites?: readonly Suite[]
  readonly specs: readonly {
    readonly title: string
    readonly tests: readonly {
      readonly status: string
      readonly results: readonly {
        readonly errors: readonly { readonly message?: string }[]
        readonly attachments: readonly { readonly name: string; readonly body?: string }[]
      }[]
    }[]
  }[]
}

const specsOf = ({ suites = [], specs }: Suite): Suite['specs'] => [...specs, ...suites.flatMap(specsOf)]

/** docs/recipes/playwright.md, and `scaikey-portal-auth/mock/playwright`. */
export const recipePlaywright: Scenario = {
  title: 'recipe: Playwright runs the tests of docs/recipes/playwright.md, and those of its fixtures',
  engines: inChromium,
  timeoutMs: 300_000,
  async run({ report, atEnd }) {
    const project = await createApp()
    atEnd(async () => project.remove())
    const cli = join(root, 'node_modules/@playwright/test/cli.js')
    const args = [cli, 'test', '--config', 'here.config.ts', '--reporter', 'json']
    const { output } = await project.run(args, { CI: 'true', NODE_OPTIONS: '' })
    const start = output.indexOf('{')
    if (start === -1) throw new Error(output)
    const { suites = [], errors } = JSON.parse(output.slice(start, output.lastIndexOf('}') + 1))
    for (const { message } of errors) report.exact('an error', String(message), '')
    const specs = (suites as Suite[]).flatMap(specsOf)
    for (const { title, tests } of specs) {
      const { status = 'not played', results = [] } = tests[0] ?? {}
      const why =
        status === 'expected' ? '' : `: ${results.flatMap(({ errors }) => errors).map(({ message }) => message)}`
      report.exact(title, `${status}${why}`, 'expected')
    }
    report.exact('tests', specs.length, 13)
    const resultOf = (word: string) => specs.find(({ title }) => title.includes(word))?.tests[0]?.results[0]
    const message = String(resultOf('how to start one')?.errors[0]?.message)
    report.exact('without a mock', String(message.includes('npx scaikey-portal-mock --port 4010')), 'true')
    const attached = resultOf('attached')?.attachments.find(({ name }) => name === 'requests to the portal')
    const journal = Buffer.from(attached?.body ?? '', 'base64').toString()
    report.exact(
      'what is attached',
      (JSON.parse(journal || '[]') as { operation: string }[])[0]?.operation ?? 'none',
      'identify',
    )
  },
}

import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { root } from '../../support/docs/markdown.ts'
import { launchChromium } from '../engines/chromium.ts'
import { createRecipeProject, freePort, sourceAliases } from '../recipes/recipe-project.ts'
import { inChromium, type Scenario } from '../scenario.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
}

/** Serves a folder on a port of this machine. */
async function serve(folder: string): Promise<{ readonly url: string; close(): Promise<void> }> {
  const port = await freePort()
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    try {
      const body = readFileSync(join(folder, decodeURIComponent(path)))
      response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' }).end(body)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve))
  const close = () => new Promise<void>((resolve) => void server.close(() => resolve()))
  return { url: `http://localhost:${port}`, close }
}

/** docs/recipes/storybook.md, built as a static Storybook. */
export const recipeStorybook: Scenario = {
  title: 'recipe: Storybook builds the stories of docs/recipes/storybook.md, and each plays to its end',
  engines: inChromium,
  timeoutMs: 300_000,
  async run({ report, atEnd }) {
    const project = createRecipeProject()
    atEnd(async () => project.remove())
    const files = [
      'app.tsx',
      'login.ts',
      'portal.ts',
      'login.stories.tsx',
      '.storybook/preview.ts',
      '.storybook/main.ts',
    ]
    project.writeFences(Object.fromEntries(files.map((file) => [file, file])))
    // Here the package is its sources.
    project.write(
      'vite.config.ts',
      `const alias = ${JSON.stringify(sourceAliases)}.map(({ find, replacement }) => ({ find: new RegExp('^' + find + '$'), replacement }))
export default { cacheDir: '.vite', resolve: { alias } }
`,
    )
    const placed = await project.run([join(root, 'mock/cli/cli.ts'), 'init', 'public'])
    report.exact('init', placed.code === 0 ? 0 : placed.output, 0)
    const bin = join(root, 'node_modules/storybook/dist/bin/dispatcher.js')
    const built = await project.run([bin, 'build', '--quiet', '--disable-telemetry', '--output-dir', 'built'], {
      STORYBOOK_DISABLE_TELEMETRY: '1',
    })
    report.exact('build', built.code === 0 ? 0 : built.output.slice(-2000), 0)
    const site = await serve(join(project.folder, 'built'))
    atEnd(site.close)
    const browser = await launchChromium()
    atEnd(() => browser.close())
    const { entries } = JSON.parse(readFileSync(join(project.folder, 'built/index.json'), 'utf8'))
    const ids = Object.keys(entries)
    report.exact('stories', ids.join(', '), 'login--email, login--tenants, login--wrong-password, login--rate-limited')
    const page = await browser.newPage()
    for (const id of ids) {
      await page.goto(`${site.url}/iframe.html?id=${id}&viewMode=story`)
      const phase = await page.waitForFunction(() => {
        const preview = Reflect.get(window, '__STORYBOOK_PREVIEW__')
        const now = preview?.currentRender?.phase
        const isOver = ['completed', 'finished', 'errored', 'aborted'].includes(now)
        const text = document.querySelector('#error-message')?.textContent
        return isOver || document.body.className.includes('errordisplay') ? `${now} ${text ?? ''}`.trim() : undefined
      })
      report.exact(id, String(await phase.jsonValue()).replace('finished', 'completed'), 'completed')
      report.note(`${id} shows`, (await page.locator('#storybook-root').textContent()) ?? '')
    }
  },
}

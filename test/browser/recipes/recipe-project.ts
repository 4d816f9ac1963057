import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { entries } from '../../support/docs/compile.ts'
import { fencesOf, pages, root } from '../../support/docs/markdown.ts'

/** A folder that holds the files of a recipe, as its reader would have it. */
export interface RecipeProject {
  readonly folder: string
  write(file: string, text: string): void
  /** Writes fences of the documentation under their names, or under others; `replace` changes their text. */
  writeFences(files: Readonly<Record<string, string>>, replace?: (text: string) => string): void
  /** Runs a program with Node; resolves to its exit code and output. */
  run(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<{ readonly code: unknown; readonly output: string }>
  remove(): void
}

/** The entries of the package as Vite resolves them: to their sources. */
export const sourceAliases = Object.entries(entries).map(([entry, file]) => ({
  find: entry,
  replacement: join(root, file),
}))

/** Makes a folder with the packages of this repository. */
export function createRecipeProject(): RecipeProject {
  const folder = mkdtempSync(join(tmpdir(), 'recipe-'))
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  write('package.json', JSON.stringify({ name: 'recipe', private: true, type: 'module' }))
  const paths = Object.fromEntries(Object.entries(entries).map(([entry, file]) => [entry, [join(root, file)]]))
  const options = { jsx: 'react-jsx', module: 'ESNext', moduleResolution: 'bundler', allowImportingTsExtensions: true }
  write('tsconfig.json', JSON.stringify({ compilerOptions: { ...options, paths } }))
  return {
    folder,
    write,
    writeFences(files, replace = (text) => text) {
      for (const [name, path] of Object.entries(files)) {
        const fence = pages.flatMap(fencesOf).find(({ file }) => file === name)
        if (fence === undefined) throw new Error(`no fence is the file ${name}`)
        write(path, replace(fence.lines.join('\n')))
      }
    },
    run: (args, env = {}) =>
      new Promise((resolve) => {
        const options = { cwd: folder, env: { ...process.env, ...env }, timeout: 280_000, maxBuffer: 2 ** 26 }
        const child = execFile(process.execPath, [...args], options, (error, stdout, stderr) =>
          resolve({ code: error?.code ?? error?.signal ?? 0, output: `${stdout}${stderr}` }),
        )
        child.stdin?.end()
      }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** A port that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

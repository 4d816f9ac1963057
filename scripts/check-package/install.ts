import { mkdir, readdir, readFile, realpath, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Entry, entriesOf, type Manifest } from './entries.ts'
import { runCommand } from './run-command.ts'

/** The tarball, installed with its peers in a project that has nothing else. */
export interface InstalledPackage {
  readonly tarball: string
  /** The folder of the project. */
  readonly project: string
  /** Where the package lies in it. */
  readonly root: string
  readonly entries: readonly Entry[]
  /** The versions that this repository develops with, by package. */
  readonly versions: Readonly<Record<string, string>>
}

const installFlags = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock']

/** `@types/react` is what the declarations of `react` are for a consumer. */
const peers = ['@playwright/test', 'jose', 'msw', 'react', 'zod', '@types/react']

/** Installs more packages into the project, in the versions of the lockfile. */
export async function installMore({ project, versions }: InstalledPackage, names: readonly string[]): Promise<void> {
  await npm(['install', ...installFlags, ...names.map((name) => `${name}@${versions[name]}`)], project)
}

/** Packs what `dist/` holds now and installs it below `folder`. Rejects with what npm said. */
export async function installPackage(repository: string, folder: string): Promise<InstalledPackage> {
  const manifest: Manifest = JSON.parse(await readFile(join(repository, 'package.json'), 'utf8'))
  // Without scripts: `prepack` would build once more.
  await npm(['pack', '--ignore-scripts', '--pack-destination', folder], repository)
  const packed = (await readdir(folder)).find((name) => name.endsWith('.tgz'))
  if (packed === undefined) throw new Error('npm pack made no tarball')

  const tarball = join(folder, packed)
  const project = join(await realpath(folder), 'project')
  await mkdir(project)
  await writeFile(join(project, 'package.json'), JSON.stringify({ name: 'consumer', private: true }))
  // The versions that are in the lockfile, so that what is checked does not change by itself and npm has them already.
  const versions = peers.map((name) => `${name}@${manifest.devDependencies[name]}`)
  await npm(['install', ...installFlags, tarball, ...versions], project)

  const root = join(project, 'node_modules', manifest.name)
  return { tarball, project, root, entries: entriesOf(manifest), versions: manifest.devDependencies }
}

async function npm(args: readonly string[], cwd: string): Promise<void> {
  const { failed, output } = await runCommand('npm', args, cwd)
  if (failed) throw new Error(`npm ${args[0]} failed:\n${output}`)
}

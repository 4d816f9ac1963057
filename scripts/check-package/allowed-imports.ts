import { join, relative } from 'node:path'
import { build } from 'esbuild'
import type { Check, Problems } from './check.ts'
import { type Entry, type Format, formats } from './entries.ts'
import type { InstalledPackage } from './install.ts'

/** What an entry may load: packages, and files in `dist/` beside its own. */
const allowed: Readonly<Record<string, { readonly packages: RegExp; readonly files?: RegExp }>> = {
  '.': { packages: /^openapi-fetch$/ },
  './schemas': { packages: /^zod\/mini$/ },
  './react': { packages: /^(react|openapi-fetch)$/, files: /^dist\/index\.c?js$/ },
  './server': { packages: /^jose$/ },
  './mock': { packages: /^msw$/, files: /^dist\/mock-core\.c?js$/ },
  './mock/node': { packages: /^msw\/node$/ },
  './mock/browser': { packages: /^msw\/browser$/ },
  './mock/server': { packages: /^node:(crypto|http|net|perf_hooks|timers)$/, files: /^dist\/mock-core\.c?js$/ },
  './mock/tabs': { packages: /^$/ },
  './mock/storage': { packages: /^$/ },
  './mock/playwright': { packages: /^(@playwright\/test|node:buffer)$/ },
}

/** No entry loads a package or a file that it may not load, directly or through a chunk. */
export function checkImports({ root, entries }: InstalledPackage): Check[] {
  return entries.map((entry) => ({
    name: `imports: ${entry.specifier}`,
    run: async () => (await Promise.all(formats.map((format) => findForbidden(root, entry, format)))).flat(),
  }))
}

async function findForbidden(root: string, entry: Entry, format: Format): Promise<Problems> {
  const own = entry[format].default.slice('./'.length)
  const rule = allowed[entry.subpath]
  if (rule === undefined) return [`${entry.specifier} has no rule in ${relative(process.cwd(), import.meta.filename)}`]
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [join(root, own)],
    bundle: true,
    packages: 'external',
    format: 'esm',
    write: false,
    metafile: true,
    logLevel: 'silent',
  })
  const files = Object.keys(metafile.inputs).filter((file) => file !== own && !rule.files?.test(file))
  const packages = Object.values(metafile.inputs)
    .flatMap(({ imports }) => imports)
    .filter(({ external, path }) => external === true && !rule.packages.test(path))
  return [...files, ...packages.map(({ path }) => path)].map((forbidden) => `${own} loads ${forbidden}`)
}

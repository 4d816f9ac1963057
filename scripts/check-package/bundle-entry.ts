import { type BuildOptions, build } from 'esbuild'
import type { Entry } from './entries.ts'
import type { InstalledPackage } from './install.ts'

/** An entry with all that it loads, minified, as ESM. Rejects with what esbuild could not resolve. */
export async function bundleEntry(
  { project }: InstalledPackage,
  { specifier }: Entry,
  options: Pick<BuildOptions, 'conditions' | 'external' | 'platform'>,
): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: { contents: `export * from '${specifier}'`, resolveDir: project },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'silent',
    ...options,
  })
  const [bundle] = outputFiles
  if (bundle === undefined) throw new Error(`esbuild made nothing of ${specifier}`)
  return bundle.contents
}

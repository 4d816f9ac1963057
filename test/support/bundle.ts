import { resolve } from 'node:path'
import { type BuildOptions, build, type Metafile } from 'esbuild'

/** The folder of the package. */
export const root = resolve(import.meta.dirname, '../..')

/** What a bundler makes of the package's sources. */
export interface Bundle {
  readonly code: string
  readonly metafile: Metafile
}

/** Bundles for a browser, as ESM, unless the options say otherwise. Minified, it is a production build. */
export async function bundle(options: BuildOptions): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
    metafile: true,
    logLevel: 'silent',
    ...options,
  })
  return { code: outputFiles?.[0]?.text ?? '', metafile: metafile ?? { inputs: {}, outputs: {} } }
}

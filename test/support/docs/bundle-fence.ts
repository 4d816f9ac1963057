import { join } from 'node:path'
import { build } from 'esbuild'
import { entries } from './compile.ts'
import { type Fence, root } from './markdown.ts'

/** Bundles a fence as an application's bundler does in a mode; resolves to the files that end up in the bundle. */
export async function bundleFence({ lines }: Fence, mode: 'development' | 'production'): Promise<readonly string[]> {
  const { metafile } = await build({
    stdin: { contents: lines.join('\n'), resolveDir: root, loader: 'tsx' },
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    jsx: 'automatic',
    minifySyntax: true,
    define: {
      'process.env.NODE_ENV': JSON.stringify(mode),
      'import.meta.env.MODE': JSON.stringify(mode),
    },
    // The page itself, and what its server offers in place of Node's modules.
    external: ['./app', 'node:*'],
    alias: Object.fromEntries(Object.entries(entries).map(([entry, file]) => [entry, join(root, file)])),
  })
  return Object.keys(metafile.inputs)
}

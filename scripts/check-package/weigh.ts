import { gzipSync } from 'node:zlib'
import { bundleEntry } from './bundle-entry.ts'
import type { InstalledPackage } from './install.ts'

const peers = ['@playwright/test', 'msw', 'msw/*', 'react', 'zod', 'zod/*', 'node:*']

/** A table of what each entry adds to a bundle: minified, and minified and gzipped, with its dependencies and without its peers. */
export async function weighEntries(installed: InstalledPackage): Promise<string> {
  const rows = await Promise.all(
    installed.entries.map(async (entry) => {
      const bundle = await bundleEntry(installed, entry, { external: peers, platform: 'browser' })
      return [entry.specifier, kilobytes(bundle.length), kilobytes(gzipSync(bundle, { level: 9 }).length)]
    }),
  )
  const table = [['without peers', 'min', 'min+gzip'], ...rows]
  return table
    .map(([name = '', ...cells]) => name.padEnd(34) + cells.map((cell) => cell.padStart(12)).join(''))
    .join('\n')
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`
}

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Check } from './check.ts'
import type { InstalledPackage } from './install.ts'

/** The application's bundler decides between development and production, so the build must not have done so already. */
export function checkDevelopment({ root }: InstalledPackage): Check[] {
  return ['dist/index.js', 'dist/index.cjs'].map((path) => ({
    name: `development: ${path} leaves process.env.NODE_ENV to the application`,
    async run() {
      const code = await readFile(join(root, path), 'utf8')
      const isKept = code.includes('typeof process !== "undefined" && process.env.NODE_ENV !== "production"')
      return isKept && code.includes('no session: sign in first') ? [] : ['the expression or the texts are gone']
    },
  }))
}

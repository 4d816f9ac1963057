import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Check } from './check.ts'
import { formats } from './entries.ts'
import type { InstalledPackage } from './install.ts'
import { runCommand } from './run-command.ts'

const text = 'no session: sign in first'

/**
 * The texts for developers stand in what an application's bundler receives, which decides about them; and under the
 * condition `development`, which development servers set, they are there without `process`.
 */
export function checkDevelopment({ root, project, entries }: InstalledPackage): Check[] {
  const [main] = entries
  if (!main) return []
  return formats.flatMap((format) => [
    {
      name: `development: ${main[format].default} leaves process.env.NODE_ENV to the application`,
      async run() {
        const code = await readFile(join(root, main[format].default), 'utf8')
        const isKept = code.includes('typeof process !== "undefined" && process.env.NODE_ENV !== "production"')
        return isKept && code.includes(text) ? [] : ['the expression or the texts are missing']
      },
    },
    {
      name: `development: ${format} ${main.specifier} has its texts under the condition development`,
      async run() {
        const load = format === 'import' ? `await import('${main.specifier}')` : `require('${main.specifier}')`
        const type = format === 'import' ? 'module' : 'commonjs'
        const script = `
          const { PortalAuthError } = ${load}
          const write = process.stdout.write.bind(process.stdout)
          delete globalThis.process
          write(new PortalAuthError({ code: 'signed_out', operation: 'fetch' }).message)`
        const args = ['--conditions', 'development', '--input-type', type, '--eval', script]
        const { output } = await runCommand(process.execPath, args, project)
        return output.includes(text) ? [] : [output]
      },
    },
  ])
}

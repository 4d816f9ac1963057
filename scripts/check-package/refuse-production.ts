import type { Check } from './check.ts'
import { formats } from './entries.ts'
import type { InstalledPackage } from './install.ts'
import { runCommand } from './run-command.ts'

const refused = ['./mock', './mock/browser']

/** Under the condition `production`, which bundlers set, the mock does not load and says what to do. */
export function checkProduction({ project, entries }: InstalledPackage): Check[] {
  return entries
    .filter(({ subpath }) => refused.includes(subpath))
    .flatMap(({ specifier }) =>
      formats.map((format) => ({
        name: `production: ${format} ${specifier} refuses to load under the condition production`,
        async run() {
          const load = format === 'import' ? `await import('${specifier}')` : `require('${specifier}')`
          const type = format === 'import' ? 'module' : 'commonjs'
          const args = ['--conditions', 'production', '--input-type', type, '--eval', load]
          const { failed, output } = await runCommand(process.execPath, args, project)
          return failed && output.includes('is in a production build. Its users') ? [] : [output]
        },
      })),
    )
}

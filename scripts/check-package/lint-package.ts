import type { Check } from './check.ts'
import type { InstalledPackage } from './install.ts'
import { runCommand } from './run-command.ts'

/** What other people's linters find in the tarball. They are on the path of every npm script. */
export function checkWithLinters({ tarball, project }: InstalledPackage): Check[] {
  const linter = (command: string, ...args: readonly string[]): Check => ({
    name: [command, ...args].join(' '),
    async run() {
      const { failed, output } = await runCommand(command, [...args, tarball], project)
      return failed ? [output] : []
    },
  })
  return [
    linter('publint', 'run', '--strict'),
    // The profile leaves out `moduleResolution: node10`, which reads no `exports` and so finds no subpath. Not as JSON: attw
    // exits before it has written a long report to the pipe.
    linter('attw', '--profile', 'node16', '--format', 'table-flipped', '--no-summary', '--no-emoji', '--no-color'),
  ]
}

import type { SourcePorts } from './load/read-source.ts'
import type { ProgressPorts } from './progress.ts'

/** How the command is started: in this repository, and where the package is installed. */
export type CommandName = 'npm run codegen' | 'npx scaikey-portal-codegen'

/** The environment of a run, and where it prints. */
export interface CodegenPorts extends SourcePorts, ProgressPorts {
  readonly command: CommandName
  readonly out: (line: string) => void
  readonly err: (line: string) => void
}

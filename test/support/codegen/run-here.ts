import { runCodegen } from '../../../scripts/codegen/command.ts'
import type { CodegenPorts } from '../../../scripts/codegen/ports.ts'

/** The exit code and output of a run. */
export interface Outcome {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** A run of the code generation in this process. */
export async function runHere(args: readonly string[], ports: Partial<CodegenPorts> = {}): Promise<Outcome> {
  const printed = { out: '', err: '' }
  const code = await runCodegen(args, {
    command: 'npm run codegen',
    cwd: process.cwd(),
    env: {},
    stdin: streamOf(''),
    pause: () => Promise.resolve(),
    out: (line) => {
      printed.out += `${line}\n`
    },
    err: (line) => {
      printed.err += `${line}\n`
    },
    ...ports,
  })
  return { code, ...printed }
}

/** A text as standard input. */
export async function* streamOf(text: string): AsyncGenerator<Uint8Array> {
  if (text !== '') yield Buffer.from(text)
}

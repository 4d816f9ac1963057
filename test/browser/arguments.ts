import { parseArgs } from 'node:util'
import type { EngineName } from './engines/engine.ts'

const choices: Readonly<Record<string, readonly EngineName[]>> = {
  chromium: ['chromium', 'chromium-background', 'chromium-page'],
  firefox: ['firefox'],
  webkit: ['webkit'],
}

/** The text of `--help`. */
export const usage = `npm run test:browser -- [--engine NAME,NAME] [--only TEXT] [--require NAME,NAME]

  --engine   where to play; each must be there. Default: wherever one of them is installed
  --only     the scenarios that have this text in their title. Default: all
  --require  whose absence is a failure. Default: those of --engine

NAME is one of ${Object.keys(choices).join(', ')}.`

/** The scenarios to run, and the engines. */
export interface Chosen {
  readonly names: readonly EngineName[]
  readonly only: string
  /** Engines that must be installed. */
  readonly required: readonly EngineName[]
}

/** The arguments are invalid. */
export class UsageError extends Error {}

/** Reads the command line; undefined for `--help`. Throws a {@link UsageError} for invalid arguments. */
export function readArguments(args: readonly string[]): Chosen | undefined {
  const text = { type: 'string' } as const
  const help = { type: 'boolean', short: 'h' } as const
  try {
    const { values } = parseArgs({ args: [...args], options: { engine: text, only: text, require: text, help } })
    if (values.help) return undefined
    const names = namesOf('engine', values.engine ?? Object.keys(choices).join())
    const wanted = values.require ?? values.engine
    const required = wanted === undefined ? [] : namesOf('require', wanted)
    const left = required.find((name) => !names.includes(name))
    if (left) throw new Error(`--require has "${left}", which --engine leaves out`)
    return { names, only: values.only ?? '', required }
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  }
}

function namesOf(option: string, text: string): readonly EngineName[] {
  return text.split(',').flatMap((choice) => {
    const names = Object.hasOwn(choices, choice) ? choices[choice] : undefined
    if (!names) throw new Error(`--${option} has "${choice}"; there are: ${Object.keys(choices).join(', ')}`)
    return names
  })
}

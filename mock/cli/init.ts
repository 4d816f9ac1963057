import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { findWorkerScript, placeScript } from './worker-script.ts'

const help = `scaikey-portal-mock init: puts the worker script of the installed msw where startPortalWorker() finds it

Usage: scaikey-portal-mock init FOLDER

  FOLDER  the folder that your server serves at /, such as public; it is made if it is missing
  --help  print this text

It writes FOLDER/mockServiceWorker.js without asking. An older script of MSW is replaced; any other file of that name is
left alone. Run it again after an update of msw.

Exit codes: 0 the script is in place, 1 it is not, 2 a wrong argument.`

const fileName = 'mockServiceWorker.js'

/** What the command needs of its surroundings. */
export interface InitContext {
  /** The folder that the command runs in. */
  readonly cwd: string
  /** Files whose MSW is meant, the first one first. */
  readonly from: readonly string[]
  /** Prints lines of text. */
  readonly print: (text: string) => void
  /** Prints why the script is not in place. */
  readonly printProblem: (text: string) => void
}

/** `scaikey-portal-mock init`: returns the exit code. Throws a `TypeError` for a wrong argument. */
export function init(args: readonly string[], { cwd, from, print, printProblem }: InitContext): number {
  const folder = readFolder(args)
  if (folder === undefined) {
    print(help)
    return 0
  }
  const problem = (text: string): number => {
    printProblem(text)
    return 1
  }
  const script = findWorkerScript(from)
  if (script === undefined) return problem('msw is not installed here; run "npm install --save-dev msw"')
  const file = join(folder, fileName)
  const what = `the worker script of msw ${script.version}`
  try {
    switch (placeScript(script, resolve(cwd, file))) {
      case 'foreign':
        return problem(`${file} is not a script of MSW, and was left alone; remove it, or name another folder`)
      case 'kept':
        print(`${file} is ${what} already; nothing was changed`)
        return 0
      case 'replaced':
        print(`replaced ${file} by ${what}`)
        return 0
      case 'written':
        print(`wrote ${file}, ${what}`)
        return 0
    }
  } catch (error) {
    return problem(`cannot write ${file}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** The folder that the arguments name; `undefined` for `--help`. */
function readFolder(args: readonly string[]): string | undefined {
  const { values, positionals } = parsed(args)
  if (values.help) return undefined
  const [folder = '', ...more] = positionals
  if (folder === '') throw new TypeError('init: name the folder that your server serves at /, such as public')
  if (more.length > 0) throw new TypeError(`init: one folder is expected; got ${positionals.join(', ')}`)
  return folder
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { help: { type: 'boolean', short: 'h', default: false } },
    })
  } catch (error) {
    throw new TypeError(`init: ${error instanceof Error ? error.message : String(error)}`)
  }
}

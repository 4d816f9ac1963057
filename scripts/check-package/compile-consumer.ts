import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import type { Check, Problems } from './check.ts'
import { consumer } from './consumer.ts'
import { declarationOf, formats } from './entries.ts'
import type { InstalledPackage } from './install.ts'
import { runCommand } from './run-command.ts'

const strict: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
}

/** A consumer compiles against the package. */
export interface CompiledConsumer {
  /** Over the consumer and every entry's declarations, as Node resolves them. */
  readonly program: ts.Program
  readonly checks: readonly Check[]
}

/** A consumer compiles under both ways of resolving modules, and what comes out runs, as ESM and as CJS. */
export function compileConsumer({ project, root, entries }: InstalledPackage): CompiledConsumer {
  const write = (name: string): string => {
    writeFileSync(join(project, name), consumer)
    return join(project, name)
  }
  const declarations = entries.flatMap((entry) => formats.map((format) => declarationOf(root, entry, format)))
  const esm = write('consumer.mts')
  const cjs = write('consumer.cts')
  const nodeNext = ts.createProgram([...declarations, esm, cjs], {
    ...strict,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  })
  const bundler = ts.createProgram([write('consumer.ts')], {
    ...strict,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    noEmit: true,
  })
  // In a project for Node, nothing names the DOM library.
  const node = ts.createProgram(declarations, {
    ...strict,
    lib: ['lib.es2023.d.ts'],
    types: ['node'],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    noEmit: true,
  })
  const runs = (source: string, file: string): Check => ({
    name: `${file} logs in with what is packed`,
    async run() {
      // One file: without it, the compiler first checks every declaration of every peer, which takes half a minute.
      nodeNext.emit(nodeNext.getSourceFile(source))
      const { failed, output } = await runCommand(process.execPath, [file], project)
      return failed ? [output] : []
    },
  })
  return {
    program: nodeNext,
    checks: [
      { name: 'types: moduleResolution nodenext', run: () => problemsOf(nodeNext, project) },
      { name: 'types: moduleResolution bundler', run: () => problemsOf(bundler, project) },
      { name: 'types: Node alone, without the DOM library', run: () => problemsOf(node, project) },
      runs(esm, 'consumer.mjs'),
      runs(cjs, 'consumer.cjs'),
    ],
  }
}

/** Our declarations are checked as if `skipLibCheck` were off everywhere; the peers' own are theirs to mend. */
function problemsOf(program: ts.Program, project: string): Problems {
  const ours = program
    .getSourceFiles()
    .filter(({ fileName }) => fileName.startsWith(`${project}/`))
    .filter(({ fileName }) => !fileName.includes('/node_modules/') || fileName.includes('/scaikey-portal-auth/'))
  const diagnostics = [
    ...program.getOptionsDiagnostics(),
    ...ours.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]),
  ]
  return diagnostics.map(({ file, start, messageText }) => {
    const line = file && start !== undefined ? `:${file.getLineAndCharacterOfPosition(start).line + 1}` : ''
    const place = file ? `${file.fileName.slice(project.length + 1)}${line}: ` : ''
    return `${place}${ts.flattenDiagnosticMessageText(messageText, ' ')}`
  })
}

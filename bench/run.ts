// Runs the benches: npm run bench [-- client | mock | memory | codegen | documents] [--rounds 9] [--write] [--documents DIR]
// Without a name it runs the first two. --write is the client's: it writes docs/performance.md.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const benches = {
  client: ['client/run.ts'],
  mock: ['mock/run.ts'],
  memory: ['--expose-gc', 'mock/memory.ts'],
  codegen: ['codegen/run.ts'],
  documents: ['documents/run.ts'],
} as const
type Name = keyof typeof benches

const isName = (argument: string): argument is Name => Object.hasOwn(benches, argument)
const given = process.argv.slice(2)
const chosen: readonly Name[] = given.some(isName) ? given.filter(isName) : ['client', 'mock']
const flags = given.filter((argument) => !isName(argument))
for (const name of chosen) {
  const own = name === 'client' ? flags : flags.filter((flag) => flag !== '--write')
  const parts = benches[name].map((part) =>
    part.startsWith('--') ? part : fileURLToPath(new URL(`./${part}`, import.meta.url)),
  )
  const { status } = spawnSync(process.execPath, [...parts, ...own], { stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}

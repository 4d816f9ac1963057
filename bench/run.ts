// Runs the benches: npm run bench [-- client | mock | codegen] [--rounds 9] [--write]
// Without a name it runs all. --write is the client's: it writes docs/performance.md.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const names = ['client', 'mock', 'codegen']
const given = process.argv.slice(2)
const chosen = names.filter((name) => given.includes(name))
const flags = given.filter((argument) => !names.includes(argument))
for (const name of chosen.length > 0 ? chosen : names) {
  const own = name !== 'client' ? flags.filter((flag) => flag !== '--write') : flags
  const script = fileURLToPath(new URL(`./${name}/run.ts`, import.meta.url))
  const { status } = spawnSync(process.execPath, [script, ...own], { stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}

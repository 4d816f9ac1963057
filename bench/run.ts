// Runs the benches: npm run bench [-- client | mock | documents] [--rounds 9] [--write] [--documents DIR]
// Without a name it runs client and mock. --write is the client's: it writes docs/performance.md; documents needs some.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const names = ['client', 'mock', 'documents']
const given = process.argv.slice(2)
const chosen = names.filter((name) => given.includes(name))
const flags = given.filter((argument) => !names.includes(argument))
for (const name of chosen.length > 0 ? chosen : ['client', 'mock']) {
  const own = name === 'mock' ? flags.filter((flag) => flag !== '--write') : flags
  const script = fileURLToPath(new URL(`./${name}/run.ts`, import.meta.url))
  const { status } = spawnSync(process.execPath, [script, ...own], { stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}

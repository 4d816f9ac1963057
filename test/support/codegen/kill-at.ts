// Loaded before a script that replaces files: kills the process before its KILL_ATth call that changes something under
// KILL_UNDER. A process that is not killed prints the number of such calls.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const folder = process.env['KILL_UNDER'] ?? ''
const last = Number(process.env['KILL_AT'])
let calls = 0

for (const name of ['mkdirSync', 'writeFileSync', 'renameSync', 'rmSync', 'copyFileSync'] as const) {
  const original: (...args: never[]) => unknown = fs[name]
  Object.assign(fs, {
    [name](...args: readonly unknown[]) {
      if (String(args[0]).startsWith(folder)) {
        if (calls === last) process.kill(process.pid, 'SIGKILL')
        calls += 1
      }
      return Reflect.apply(original, fs, args)
    },
  })
}
syncBuiltinESMExports()
process.on('exit', () => console.log(calls))

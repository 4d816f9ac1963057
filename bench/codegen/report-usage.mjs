// Loaded into each process of a run by NODE_OPTIONS: adds its processor time and memory to the file BENCH_USAGE.
import { appendFileSync } from 'node:fs'

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  const line = { ms: (userCPUTime + systemCPUTime) / 1000, megabytes: maxRSS / 1024 }
  appendFileSync(process.env.BENCH_USAGE ?? '', `${JSON.stringify(line)}\n`)
})

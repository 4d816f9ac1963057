// Measures the code generation by processor time: npm run bench -- codegen [--rounds 3] [--paths 4200] [--against CHECKOUT]
// CHECKOUT is another checkout of this repository, installed; its figures come first, and the ratios are to them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { compareContracts } from '../../scripts/compare/compare-contracts.ts'
import { flatModels, mutualModels, mutualUnions } from '../../test/support/compare/large-contracts.ts'
import { largeContract } from './large-contract.ts'
import { measureRun, type Usage } from './usage.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    paths: { type: 'string', default: '4200' },
    against: { type: 'string' },
  },
})
const own = fileURLToPath(new URL('../..', import.meta.url))
const checkouts = [...(values.against === undefined ? [] : [resolve(values.against)]), own]
const folder = mkdtempSync(join(tmpdir(), 'bench-codegen-'))
const source = join(folder, 'large.json')
const text = JSON.stringify(largeContract(Number(values.paths)))
writeFileSync(source, text)

const scenarios = [
  ['the committed document, --check', Number(values.rounds), ['--check']],
  [`${(text.length / 1e6).toFixed(1)} MB, all of it`, 1, ['--source', source, '--tag', 'large']],
] as const
try {
  for (const [name, rounds, args] of scenarios) {
    const usages = checkouts.map((): Usage[] => [])
    for (let round = 0; round < rounds; round += 1) {
      for (const [index, checkout] of checkouts.entries()) {
        const out = args.length > 1 ? ['--out', join(folder, `out-${index}`)] : []
        usages[index]?.push(measureRun(checkout, ['scripts/codegen.ts', ...args, ...out]))
      }
    }
    print(name, usages)
  }
  compareShapes()
} finally {
  rmSync(folder, { recursive: true })
}

function print(name: string, usages: readonly (readonly Usage[])[]): void {
  const [first, ...others] = usages.map((list) => ({
    seconds: median(list.map(({ ms }) => ms / 1000)),
    megabytes: median(list.map(({ megabytes }) => megabytes)),
  }))
  if (first === undefined) return
  console.log(`${name}: ${first.seconds.toFixed(1)} s, ${first.megabytes.toFixed(0)} MB`)
  for (const { seconds, megabytes } of others) {
    const ratios = [seconds / first.seconds, megabytes / first.megabytes].map((ratio) => ratio.toFixed(2))
    console.log(`  here: ${seconds.toFixed(1)} s (${ratios[0]}), ${megabytes.toFixed(0)} MB (${ratios[1]})`)
  }
}

/** Compares contracts of one size, with circles and without. */
function compareShapes(): void {
  const shapes = [
    ['500 flat models', (type: string) => flatModels(500, type, 24)],
    ['500 models that refer to each other', (type: string) => mutualModels(500, type, { links: 30 })],
    ['500 unions that list each other', (type: string) => mutualUnions(500, type, { links: 30 })],
  ] as const
  let flat: number | undefined
  for (const [name, make] of shapes) {
    const [before, after] = [make('string'), make('integer')]
    const times = Array.from({ length: Number(values.rounds) }, () => {
      const start = process.cpuUsage()
      compareContracts(before, after)
      const { user, system } = process.cpuUsage(start)
      return (user + system) / 1000
    })
    const ms = median(times)
    flat ??= ms
    const size = (JSON.stringify(before).length / 1e6).toFixed(2)
    console.log(`change report, ${name} (${size} MB): ${ms.toFixed(0)} ms, ${(ms / flat).toFixed(2)} of flat`)
  }
}

function median(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN
}

// Compares the client with others, in speed and in weight: npm run bench -- client [--rounds 15] [--write]
// --write writes the tables into docs/performance.md.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { installPeers, versionOf } from './peers.ts'
import { measureSpeed, type SpeedTable } from './speed.ts'
import { type Weight, weigh, weighsBuild } from './weights.ts'

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '15' }, write: { type: 'boolean', default: false } },
})
const rounds = Number(values.rounds)
if (!Number.isSafeInteger(rounds) || rounds < 1) throw new TypeError(`--rounds is ${values.rounds}; allowed: 1 or more`)

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const measuredPeers = ['ofetch', 'ky', 'axios', 'axios-auth-refresh']

function printSpeed({ title, figures }: SpeedTable): string {
  const rows = figures.map(({ name, us, ratio }) => `| ${name} | ${us.toFixed(us < 1 ? 2 : 1)} | ${ratio.toFixed(2)} |`)
  return [`| ${title} | µs | ratio |`, '|---|--:|--:|', ...rows].join('\n')
}

function printWeights(weights: readonly Weight[]): string {
  const rows = weights.map(({ name, gzipBytes }) => `| ${name} | ${(gzipBytes / 1000).toFixed(1)} |`)
  return ['| import | kB |', '|---|--:|', ...rows].join('\n')
}

installPeers()
const weights = await weigh()
const speeds = await measureSpeed(rounds)
const versions = measuredPeers.map((name) => `${name} ${versionOf(name)}`).join(', ')
const today = new Date().toISOString().slice(0, 10)

const page = `# Performance

Measured on ${today} with Node ${process.version} by \`npm run bench -- client --write\`, which writes this page.

## Speed

Processor time of a call in µs, the API being a function that answers at once, and the body read as JSON. The median of
${rounds} rounds, in which each row has its turn; the ratio is to the first row of its table, round by round. Beside it:
openapi-fetch ${versionOf('openapi-fetch', at('../..'))}, ${versions}.

${speeds.map(printSpeed).join('\n\n')}

\`axios-auth-refresh\` has \`deduplicateRefresh: false\`: with its default it rejects calls that are under way.

## Weight

The ${weighsBuild ? 'build' : 'sources'}, bundled and minified by esbuild ${versionOf('esbuild', at('../..'))}, gzip -9, in kB of 1,000 bytes. The others are
one class or function each, with which an application signs in and keeps a session; most of them redirect to a login page
instead of having a login in steps.

${printWeights(weights)}
`
console.log(page)
if (values.write) writeFileSync(at('../../docs/performance.md'), page)

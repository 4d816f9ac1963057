// Finds wordings that the repository does not use: npm run check:words [-- WORD], where WORD picks the files that have it
// in their path. Exits 1 and prints each with its line and the words to use. Own code instead of a prose linter: half of
// what is read are error messages and titles of tests, and those tools do not read strings.
import { globSync, readFileSync } from 'node:fs'
import { findRefused } from './find-refused.ts'
import { unreadFiles } from './word-list.ts'

const kinds = '{ts,tsx,md,json,jsonc,yml,css,html,grit}'
const readFiles = [
  `{src,mock,scripts,test,demo,bench,docs}/**/*.${kinds}`,
  '{package,biome}.json',
  '*.{ts,md,jsonc}',
  '.ci/run',
]

const [, , word = ''] = process.argv
const files = globSync(readFiles, { exclude: unreadFiles }).filter((file) => file.includes(word))
const refused = files.toSorted().flatMap((file) => findRefused(file, readFileSync(file, 'utf8')))
for (const { file, line, words, say } of refused) console.log(`${file}:${line}: "${words}"; say: ${say}`)
console.log(`words: ${refused.length} refused in ${files.length} files`)
process.exitCode = refused.length === 0 ? 0 : 1

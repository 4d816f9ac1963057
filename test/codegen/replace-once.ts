// Undoes what a killed run left in a folder, then replaces files there: node replace-once.ts ROOT PATH=TEXT...
import { recover } from '../../scripts/codegen/journal.ts'
import { replaceFiles } from '../../scripts/codegen/replace.ts'

const [root = '', ...pairs] = process.argv.slice(2)
recover(root)
if (pairs.length > 0) replaceFiles(new Map(pairs.map((pair) => pair.split('=') as [string, string])), root)

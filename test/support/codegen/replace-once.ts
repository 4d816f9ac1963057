// Undoes what a killed run left in a folder, then replaces files there: node replace-once.ts ROOT PATH=TEXT...

import { replaceFiles } from '../../../scripts/codegen/write/replace-files.ts'
import { recover } from '../../../scripts/codegen/write/undo-journal.ts'

const [root = '', ...pairs] = process.argv.slice(2)
recover(root, ['a.txt', 'sub/b.txt', 'openapi.json', 'types.ts'])
if (pairs.length > 0) replaceFiles(new Map(pairs.map((pair) => pair.split('=') as [string, string])), root)

// Imports the files generated from the hostile document and prints, as JSON, what that changed in the process and which
// schemas do not hold their text: node import-generated.ts FOLDER

import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { patternOf } from './hostile-document.ts'
import { hostileTexts } from './hostile-texts.ts'

const [folder = ''] = process.argv.slice(2)
const imported = (name: string) => import(pathToFileURL(join(folder, name)).href)
const names = (): readonly string[] =>
  [globalThis, Object.prototype, Array.prototype, String.prototype, Function.prototype, process.env].flatMap((each) =>
    Object.getOwnPropertyNames(each),
  )

const before = names()
const schemas = await imported('schemas.ts')
const { operations } = await imported('operations.ts')
await imported('types.ts')
const added = names().filter((name) => !before.includes(name))

const wrong = Object.entries(hostileTexts).flatMap(([kind, text], index) => {
  const schema = schemas[`S${index}`]
  const value = { [text]: text, constant: text, variant: { [text]: text } }
  const isTaken = (more: object): boolean => schema.safeParse({ ...value, ...more }).success
  const { data } = schema.safeParse(value)
  const pattern = new RegExp(patternOf(text), /\\(?:[pP]|u)\{/.test(text) ? 'u' : '')
  const checks = {
    value: isTaken({}),
    'another constant': !isTaken({ constant: `${text}!` }),
    'another value of the list': !isTaken({ [text]: `${text}!` }),
    'the default of a list': isDeepStrictEqual(data?.list, [text]),
    'the default of an object': isDeepStrictEqual(data?.data, { [text]: text }),
    'the default of the name': isDeepStrictEqual(schema.safeParse({ [text]: undefined }).data?.[text], text),
    pattern: [text, '', 'a', '/'].every((sample) => isTaken({ pattern: sample }) === pattern.test(sample)),
  }
  return Object.entries(checks).flatMap(([check, isRight]) => (isRight ? [] : [`${kind}: ${check}`]))
})

console.log(JSON.stringify({ added, wrong, paths: Object.values(operations).map((each) => Object(each).path) }))

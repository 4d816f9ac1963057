import type { JsonObject } from '../../openapi/json.ts'
import { showInvisible } from './harmless.ts'
import { nameOperations } from './operation-names.ts'

/** Generates the table of operations by short name. */
export function emitOperations(contract: JsonObject, header: string): string {
  const rows = [...nameOperations(contract)].map(
    ([name, { method, path }]) => `  ${propertyName(name)}: { method: '${method}', path: ${quote(path)} },`,
  )
  return `// ${header}

/** Method and path of every operation, by its short name: the last segment of the path. */
export const operations = {
${rows.join('\n')}
} as const

/** The short name of an operation. */
export type OperationName = keyof typeof operations
`
}

function propertyName(name: string): string {
  // The field `__proto__` would be the prototype.
  if (name === '__proto__') return `['__proto__']`
  return /^[A-Za-z_]\w*$/.test(name) ? name : quote(name)
}

function quote(text: string): string {
  return showInvisible(`'${text.replaceAll(/['\\]/g, '\\$&')}'`)
}

import { generatedHeader } from './config.ts'
import { CodegenFailure } from './failure.ts'
import type { JsonObject } from './json.ts'
import { listOperations } from './list-operations.ts'

/** The table of operations by short name, the last segment of the path. Throws `invalidDocument` where two share one. */
export function emitOperations(contract: JsonObject): string {
  const byName = new Map<string, { method: string; path: string }>()
  for (const { method, path } of listOperations(contract)) {
    const name = path.split('/').at(-1) ?? ''
    const taken = byName.get(name)
    if (taken) {
      const both = `${taken.method} ${taken.path} and ${method} ${path}`
      throw new CodegenFailure(
        'invalidDocument',
        `${both} both get the short name "${name}": the last path segment must differ.`,
      )
    }
    byName.set(name, { method, path })
  }
  const rows = [...byName.keys()].sort().map((name) => {
    const { method, path } = byName.get(name) ?? { method: '', path: '' }
    return `  ${propertyName(name)}: { method: '${method}', path: '${path}' },`
  })
  return `${generatedHeader}

/** Method and path of every operation, by its short name: the last segment of the path. */
export const operations = {
${rows.join('\n')}
} as const

/** The short name of an operation. */
export type OperationName = keyof typeof operations
`
}

function propertyName(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `'${name}'`
}

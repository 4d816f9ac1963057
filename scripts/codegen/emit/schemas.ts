import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createClient, type Plugins } from '@hey-api/openapi-ts'
import { type JsonObject, memberOf } from '../../openapi/json.ts'
import { listOperations } from '../../openapi/list-operations.ts'
import { reachableFrom } from '../../openapi/references.ts'
import { generatedHeader } from '../load/config.ts'
import { annotateExports } from './annotate-exports.ts'
import type { Compiler } from './compile.ts'
import { showInvisible } from './harmless.ts'
import { markPure } from './mark-pure.ts'
import { maskDocument } from './mask.ts'

/** Generates a zod/mini schema for every component, under its name, and for every operation's response. */
export async function emitSchemas(contract: JsonObject, scratch: string, compiler: Compiler): Promise<string> {
  const path = join(scratch, 'schemas')
  const { document, unmask } = maskDocument(contract)
  await createClient({
    input: document,
    output: { path, header: [generatedHeader], tsConfigPath: null },
    logs: { level: 'silent', file: false },
    plugins: [
      {
        name: 'zod',
        compatibilityVersion: 'mini',
        definitions: { case: 'preserve', name: '{{name}}' },
        responses: { name: '{{name}}Response' },
        requests: false,
        // FastAPI writes +00:00 where zod expects Z.
        dates: { offset: true },
        $resolvers: { object: keepUnknownKeys(document) },
      },
    ],
  })
  const code = unmask(await readFile(join(path, 'zod.gen.ts'), 'utf8'))
  return showInvisible(markPure(annotateExports('schemas.ts', code, compiler)))
}

/**
 * Objects in responses keep unknown keys, since a portal may send undocumented fields. Requests drop them, since a form may
 * hold more than the portal should receive.
 */
function keepUnknownKeys(contract: JsonObject): NonNullable<Plugins.Zod.Resolvers['object']> {
  const responses = reachableFrom(
    contract,
    listOperations(contract).map(({ definition }) => memberOf(definition, 'responses') ?? null),
  )
  return (ctx) => {
    const [, , component] = ctx.path['~ref']
    if (!ctx.schema.properties || !responses.has(`#/components/schemas/${component}`)) return undefined
    return ctx.$(ctx.symbols.z).attr('looseObject').call(ctx.nodes.shape(ctx))
  }
}

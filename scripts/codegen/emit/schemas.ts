import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createClient, type Plugins } from '@hey-api/openapi-ts'
import { type JsonObject, memberOf } from '../../openapi/json.ts'
import { listOperations } from '../../openapi/list-operations.ts'
import { reachableFrom } from '../../openapi/references.ts'
import { generatedHeader } from '../load/config.ts'
import { annotateExports } from './annotate-exports.ts'
import type { Compiler } from './compile.ts'
import { markPure } from './mark-pure.ts'

/** The zod/mini schema of every component, under the component's name, and of every operation's answer. */
export async function emitSchemas(contract: JsonObject, scratch: string, compiler: Compiler): Promise<string> {
  const path = join(scratch, 'schemas')
  await createClient({
    input: contract,
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
        $resolvers: { object: keepUnknownKeys(contract) },
      },
    ],
  })
  return markPure(annotateExports('schemas.ts', await readFile(join(path, 'zod.gen.ts'), 'utf8'), compiler))
}

/**
 * A portal may answer with more than it documents, and parsing must not lose it: objects in answers keep unknown keys.
 * Requests drop them, as a form may hold more than the portal should be sent.
 */
function keepUnknownKeys(contract: JsonObject): NonNullable<Plugins.Zod.Resolvers['object']> {
  const answers = reachableFrom(
    contract,
    listOperations(contract).map(({ definition }) => memberOf(definition, 'responses') ?? null),
  )
  return (ctx) => {
    const [, , component] = ctx.path['~ref']
    if (!ctx.schema.properties || !answers.has(`#/components/schemas/${component}`)) return undefined
    return ctx.$(ctx.symbols.z).attr('looseObject').call(ctx.nodes.shape(ctx))
  }
}

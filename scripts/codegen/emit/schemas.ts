import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient, type Plugins } from '@hey-api/openapi-ts'
import { type JsonObject, memberOf } from '../../openapi/json.ts'
import { listOperations } from '../../openapi/list-operations.ts'
import { reachableFrom } from '../../openapi/references.ts'
import { annotateExports } from './annotate-exports.ts'
import type { Compiler } from './compile.ts'
import { showInvisible } from './harmless.ts'
import { markPure } from './mark-pure.ts'
import { maskDocument } from './mask.ts'

/** Generates a zod/mini schema for every component, under its name, and for every operation's response. */
export async function emitSchemas(contract: JsonObject, header: string, compiler: Compiler): Promise<string> {
  const { document, unmask } = maskDocument(contract)
  const code = await withScratch((scratch) => generate(document, header, scratch))
  return showInvisible(markPure(annotateExports('schemas.ts', unmask(code), compiler)))
}

/** What hey-api generates. It writes to disk only. */
async function generate(document: JsonObject, header: string, scratch: string): Promise<string> {
  await createClient({
    input: document,
    output: { path: scratch, header: [`// ${header}`], tsConfigPath: null },
    // One that does not exist: hey-api would read the configuration of the project.
    configFile: join(scratch, 'none.ts'),
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
  return await readFile(join(scratch, 'zod.gen.ts'), 'utf8')
}

async function withScratch<T>(work: (scratch: string) => Promise<T>): Promise<T> {
  const scratch = await mkdtemp(join(tmpdir(), 'scaikey-codegen-'))
  try {
    return await work(scratch)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
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

import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript'
import type { JsonObject } from '../../openapi/json.ts'
import { mapTexts } from '../../openapi/map-texts.ts'
import { showInvisible } from './harmless.ts'
import { editsOfTypes, unmaskCode } from './mask.ts'

/** Generates the types of the contract: `paths`, `components`, `operations`. */
export async function emitTypes(contract: string, header: string): Promise<string> {
  const parsed: JsonObject = JSON.parse(contract)
  // A copy: the generator changes what it is given.
  const document: OpenAPI3 = JSON.parse(JSON.stringify(mapTexts(parsed, editsOfTypes)))
  const nodes = await openapiTS(document, {
    // The server fills in a default: callers may omit the field, and a response may lack it.
    defaultNonNullable: false,
    // `user` and `tenants[]` are objects with undocumented fields, not empty objects.
    emptyObjectsUnknown: true,
    silent: true,
  })
  return showInvisible(unmaskCode(`// ${header}\n\n${documentExports(astToString(nodes))}`))
}

/** What each export is, in the words of the declarations that callers read. */
const sentences: Readonly<Record<string, string>> = {
  paths: 'The paths of the contract, each with its operations by method.',
  webhooks: 'The webhooks of the contract.',
  components: 'The schemas and other components of the contract, by name.',
  $defs: 'The definitions of the contract.',
  operations: 'The operations of the contract, by `operationId`.',
}

/** Adds a doc comment to each export. */
function documentExports(types: string): string {
  return types.replace(/^export (?:interface|type) ([$\w]+)/gm, (whole, name: string) => {
    const sentence = sentences[name]
    return sentence === undefined ? whole : `/** ${sentence} */\n${whole}`
  })
}

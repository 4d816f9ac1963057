import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript'
import { generatedHeader } from '../load/config.ts'

/** The types of the contract: `paths`, `components`, `operations`. */
export async function emitTypes(contract: string): Promise<string> {
  const document: OpenAPI3 = JSON.parse(contract)
  const nodes = await openapiTS(document, {
    // A default is filled in by the server: callers may leave the field out, and an answer may lack it.
    defaultNonNullable: false,
    // `user` and `tenants[]` are objects with fields nobody documents, not empty objects.
    emptyObjectsUnknown: true,
    silent: true,
  })
  return `${generatedHeader}\n\n${astToString(nodes)}`
}

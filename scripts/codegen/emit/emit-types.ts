import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript'
import { generatedHeader } from '../load/config.ts'

/** Generates the types of the contract: `paths`, `components`, `operations`. */
export async function emitTypes(contract: string): Promise<string> {
  const document: OpenAPI3 = JSON.parse(contract)
  const nodes = await openapiTS(document, {
    // The server fills in a default: callers may omit the field, and a response may lack it.
    defaultNonNullable: false,
    // `user` and `tenants[]` are objects with undocumented fields, not empty objects.
    emptyObjectsUnknown: true,
    silent: true,
  })
  return `${generatedHeader}\n\n${astToString(nodes)}`
}

import type { JsonObject } from '../base/json.ts'
import { PortalAuthError, type PortalAuthOperation } from '../base/portal-auth-error.ts'
import { defect } from './failed-exchange.ts'
import { findSchemaIssues, type ResponseSchemas } from './response-schemas.ts'

/** Checks an accepted answer against its schema, where there is one. Rejects with `unexpected_response`. */
export type CheckAnswer = (operation: PortalAuthOperation, status: number, body: JsonObject) => Promise<void>

/** Makes the check; without schemas everything passes. */
export function createCheckAnswer(schemas: ResponseSchemas | undefined): CheckAnswer {
  return async (operation, status, body) => {
    if (operation === 'sendEmailCode' || operation === 'fetch' || status === 204) return
    const schema = schemas?.[operation]?.response
    const issues = schema ? await findSchemaIssues(schema, body).catch(() => undefined) : []
    // Without its error, which may quote the answer.
    if (issues === undefined) throw defect(operation, 'the option schemas has a schema that threw', undefined, status)
    if (issues.length > 0)
      throw unexpectedAnswer(operation, status, `the answer breaks its schema at ${issues.join(', ')}`)
  }
}

/** A success whose body the types cannot rely on. */
export function unexpectedAnswer(operation: PortalAuthOperation, status: number, message: string): PortalAuthError {
  return new PortalAuthError({ code: 'unexpected_response', operation, status, message })
}

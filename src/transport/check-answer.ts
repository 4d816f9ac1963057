import { PortalAuthError } from '../base/portal-auth-error.ts'
import type { Answer } from './exchange.ts'
import { defect } from './failed-exchange.ts'
import type { AskedOperation } from './operation-request.ts'
import { findSchemaIssues, type ResponseSchemas } from './response-schemas.ts'

/** Checks an accepted answer against its schema, if there is one. Rejects with `unexpected_response`. */
export type CheckAnswer = (operation: AskedOperation, answer: Answer) => Promise<void>

/** Makes the check; without schemas every answer passes. */
export function createCheckAnswer(schemas: ResponseSchemas | undefined): CheckAnswer {
  return async (operation, { status, body }) => {
    if (operation === 'sendEmailCode' || status === 204) return
    const schema = schemas?.[operation]?.response
    const issues = schema ? await findSchemaIssues(schema, body).catch(() => undefined) : []
    // The schema's own error may quote the answer: it is dropped.
    if (issues === undefined) {
      const message =
        typeof process !== 'undefined' && process.env.NODE_ENV !== 'production'
          ? 'createPortalAuth(): schemas must not throw'
          : ''
      throw defect(operation, message, undefined, status)
    }
    if (issues.length > 0) {
      const message =
        typeof process !== 'undefined' && process.env.NODE_ENV !== 'production'
          ? `the response does not match its schema at ${issues.join(', ')}`
          : ''
      throw unexpectedAnswer(operation, status, message)
    }
  }
}

/** The error for a success whose body the client cannot use. */
export function unexpectedAnswer(operation: AskedOperation, status: number, message: string): PortalAuthError {
  return new PortalAuthError({ code: 'unexpected_response', operation, status, message })
}

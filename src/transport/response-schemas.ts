import type { OperationName } from '../generated/operations.ts'

/**
 * A schema of any library that implements Standard Schema; zod 4 does.
 *
 * @see https://standardschema.dev
 */
export interface ResponseSchema {
  readonly '~standard': {
    readonly validate: (value: unknown) => SchemaVerdict | Promise<SchemaVerdict>
  }
}

interface SchemaVerdict {
  readonly issues?:
    | ReadonlyArray<{ readonly path?: ReadonlyArray<PropertyKey | { readonly key: PropertyKey }> | undefined }>
    | undefined
}

/** The schema of each operation's answer, as `scaikey-portal-auth/schemas` exports them. An operation without one is not checked. */
export type ResponseSchemas = {
  readonly [operation in OperationName]?: {
    readonly response: ResponseSchema
  }
}

/**
 * The JSON pointers at which a body does not match its schema; empty if it matches. Never the values: they may be secret.
 */
export async function findSchemaIssues(schema: ResponseSchema, body: unknown): Promise<readonly string[]> {
  const { issues } = await schema['~standard'].validate(body)
  return (issues ?? []).map(({ path }) =>
    (path ?? []).map((part) => `/${String(typeof part === 'object' ? part.key : part)}`).join(''),
  )
}

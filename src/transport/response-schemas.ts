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

/** The schema of each operation's answer; `scaikey-portal-auth/schemas` is one. An operation without one is not checked. */
export type ResponseSchemas = {
  readonly [operation in 'identify' | 'authenticate' | 'verify' | 'login' | 'refresh' | 'logout']?: {
    readonly response: ResponseSchema
  }
}

/**
 * Where a body is not what the schema says, as JSON pointers; empty where it is. Never the values: they may be secret.
 */
export async function findSchemaIssues(schema: ResponseSchema, body: unknown): Promise<readonly string[]> {
  const { issues } = await schema['~standard'].validate(body)
  return (issues ?? []).map(({ path }) =>
    (path ?? []).map((part) => `/${String(typeof part === 'object' ? part.key : part)}`).join(''),
  )
}

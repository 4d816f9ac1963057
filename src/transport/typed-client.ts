import createClient from 'openapi-fetch'

/** An HTTP method, as `paths` of openapi-typescript spells it. */
type Method = 'get' | 'put' | 'post' | 'delete' | 'options' | 'head' | 'patch' | 'trace'

/** The paths that have a method. */
type PathsWith<Paths extends object, M extends Method> = {
  [Path in keyof Paths]: Paths[Path] extends { readonly [K in M]: object } ? Path : never
}[keyof Paths]

/** The operation behind a path and a method. */
type OperationAt<PathItem, M extends Method> = PathItem extends { readonly [K in M]: infer Operation }
  ? Operation
  : never

type ParamsOf<Operation> = Operation extends { parameters: infer Params }
  ? object extends Params
    ? { readonly params?: Params }
    : { readonly params: Params }
  : object

type BodyIn<Content> = Content[keyof Content]

type BodyOf<Operation> = Operation extends { requestBody: { content: infer Content } }
  ? { readonly body: BodyIn<Content> }
  : Operation extends { requestBody?: { content: infer Content } }
    ? { readonly body?: BodyIn<Content> }
    : { readonly body?: never }

/** How a body is read, and what it becomes; `json` is what the document declares. */
interface ParsedBodies {
  text: string
  blob: Blob
  arrayBuffer: ArrayBuffer
  stream: ReadableStream<Uint8Array> | null
}

/** What a call takes: the parameters and the body that the document declares, and what fetch takes besides. */
export type ClientInit<Operation> = Omit<RequestInit, 'body' | 'headers'> & {
  /** Added to the client's headers; null removes one. */
  readonly headers?: RequestInit['headers'] | Readonly<Record<string, string | number | boolean | null | undefined>>
  /** How the body of a success is read. Default: `json`. */
  readonly parseAs?: 'json' | keyof ParsedBodies
} & ParamsOf<Operation> &
  BodyOf<Operation>

type ContentIn<Responses, Status extends keyof Responses> = {
  [S in Status]: Responses[S] extends { content: infer Content } ? BodyIn<Content> : undefined
}[Status]

type IsSuccess<Status> = Status extends string | number ? (`${Status}` extends `2${string}` ? Status : never) : never

type Success<Responses> = ContentIn<Responses, { [S in keyof Responses]: IsSuccess<S> }[keyof Responses]>
type Failure<Responses> = ContentIn<Responses, Exclude<keyof Responses, IsSuccess<keyof Responses>>>
type ResponsesOf<Operation> = Operation extends { responses: infer Responses } ? Responses : never

/** What a call resolves to: `data` after a success, `error` after an error response. */
export type ClientResult<Operation, Init = object> =
  | {
      readonly data: Init extends { readonly parseAs: infer As extends keyof ParsedBodies }
        ? ParsedBodies[As]
        : Success<ResponsesOf<Operation>>
      readonly error?: never
      readonly response: Response
    }
  | { readonly data?: never; readonly error: Failure<ResponsesOf<Operation>>; readonly response: Response }

type ClientMethod<Paths extends object, M extends Method> = <
  Path extends PathsWith<Paths, M>,
  Init extends ClientInit<OperationAt<Paths[Path], M>>,
>(
  path: Path,
  ...init: object extends ClientInit<OperationAt<Paths[Path], M>> ? [init?: Init] : [init: Init]
) => Promise<ClientResult<OperationAt<Paths[Path], M>, Init>>

/** A middleware: it can replace each request before it leaves, and each response before it is read. */
export interface ClientMiddleware {
  readonly onRequest?: (context: {
    readonly request: Request
    readonly schemaPath: string
  }) => Request | Response | undefined | Promise<Request | Response | undefined>
  readonly onResponse?: (context: {
    readonly request: Request
    readonly response: Response
    readonly schemaPath: string
  }) => Response | undefined | Promise<Response | undefined>
}

/** A typed client: one function for each HTTP method, typed from the `paths` that openapi-typescript generates. */
export interface TypedClient<Paths extends object> {
  readonly GET: ClientMethod<Paths, 'get'>
  readonly PUT: ClientMethod<Paths, 'put'>
  readonly POST: ClientMethod<Paths, 'post'>
  readonly DELETE: ClientMethod<Paths, 'delete'>
  readonly OPTIONS: ClientMethod<Paths, 'options'>
  readonly HEAD: ClientMethod<Paths, 'head'>
  readonly PATCH: ClientMethod<Paths, 'patch'>
  readonly TRACE: ClientMethod<Paths, 'trace'>
  /** Adds middlewares: requests pass through them in this order, responses in the reverse. */
  use(...middlewares: readonly ClientMiddleware[]): void
  /** Removes middlewares. */
  eject(...middlewares: readonly ClientMiddleware[]): void
}

/** The defaults of a client's requests, and the function that sends them. */
export interface TypedClientOptions extends Omit<RequestInit, 'body' | 'method' | 'signal'> {
  readonly baseUrl: string
  readonly fetch: (request: Request) => Promise<Response>
}

/** Makes a typed client. openapi-fetch stays behind this function, so that a successor changes no public type. */
export function createTypedClient<Paths extends object>({
  headers,
  ...options
}: TypedClientOptions): TypedClient<Paths> {
  // Both types describe the same calls, but TypeScript cannot compare generic functions over unknown paths.
  const client: unknown = createClient<Paths>({ ...options, ...(headers !== undefined && { headers }) })
  return client as TypedClient<Paths>
}
